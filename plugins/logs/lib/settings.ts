/** Properties of logs and what counts where they are not set. Contract: Dokku's; all but the first are for Vector, which ships logs. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  "max-size": "10m",
  "app-label-alias": "com.dokku.app-name",
  "vector-sink": "",
  "vector-cron-sink": "",
  "vector-image": "timberio/vector:0.38.0-debian",
};

/** Says what is wrong with a size. Contract: docker's `--log-opt max-size`. */
export const notASize = (value: string): string | undefined =>
  /^(unlimited|\d+[kmg])$/.test(value) ? undefined : "use a number and k, m or g, such as 20m, or unlimited";

/** Says what is wrong with an image's name; one that began with a dash would be a flag of docker. */
export const notAnImage = (name: string): string | undefined =>
  /^[A-Za-z0-9][\w./:@-]*$/.test(name) ? undefined : "use an image's name, such as timberio/vector:0.38.0-debian";

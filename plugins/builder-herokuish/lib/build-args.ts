import { imageLabels } from "hokku/builder";

/** What the build container is made of. `environment` is the folder with one file a variable, as the host's docker sees it. */
export interface Build {
  readonly app: string;
  readonly image: string;
  readonly name: string;
  readonly environment: string;
  readonly global: readonly string[];
  /** The mount of the host's certificate authorities. */
  readonly authorities: readonly string[];
  /** What plugins add. */
  readonly options: readonly string[];
}

/** The words of `docker` that run the build. Contract: herokuish: `/build`, `/cache`, `/tmp/env`. */
export function buildArgs({ app, image, name, environment, global, authorities, options }: Build): string[] {
  const labels = [`com.dokku.app-name=${app}`, "com.dokku.container-type=build", "com.dokku.image-stage=build"];
  return [
    "run",
    `--name=${name}`,
    ...global,
    ...labels.map((label) => `--label=${label}`),
    // The label is how Dokku, and whoever cleans up after an app, knows the volume; one that is there already keeps what it has.
    `--mount=type=volume,source=cache-${app},target=/cache,volume-label=com.dokku.app-name=${app},volume-label=com.dokku.builder-type=herokuish`,
    `--volume=${environment}:/tmp/env:ro`,
    ...authorities,
    ...options,
    image,
    "/build",
  ];
}

/** The words of `docker` that keep a container's file system as an image of the app; a built one is labelled as the release it becomes. */
export function commitArgs(app: string, container: string, stage: "source" | "release", image: string): string[] {
  const labels = Object.entries({ ...imageLabels("herokuish", app), "com.dokku.image-stage": stage });
  const written = labels.map(([key, value]) => `${key}=${value}`).join(" ");
  return ["commit", `--change=LABEL ${written}`, "--change=ENTRYPOINT []", '--change=CMD ["/start", "web"]', container, image];
}

import { labelOptions } from "hokku/builder";
import { namesWanted } from "./build-options.ts";

/** What a build is made of. */
export interface Build {
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of all builds on this host, `DOKKU_GLOBAL_BUILD_ARGS`. */
  readonly global: readonly string[];
  /** What plugins and the app's docker options add, already reduced to what a build understands. */
  readonly options: readonly string[];
  /** Names of the Dockerfile's ARGs. */
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The host's environment, for its proxies. */
  readonly host: Readonly<Record<string, string | undefined>>;
}

/** The words of the docker client, and what its environment needs for them: values never show in a process list. */
export function buildArgs({ image, labels, global, options, args, variables, host }: Build): {
  words: string[];
  env: Record<string, string>;
} {
  const env: Record<string, string> = {};
  const words = ["image", "build", "--force-rm", ...labelOptions(labels)];
  const set = new Set(options.map((option) => /^--build-arg=(\w+)/.exec(option)?.[1]));
  for (const name of args) {
    const value = variables[name];
    if (value === undefined || set.has(name)) continue;
    if (CLIENTS_OWN.test(name)) words.push(`--build-arg=${name}=${value}`);
    else words.push(`--build-arg=${name}`);
    if (!CLIENTS_OWN.test(name)) env[name] = value;
  }
  for (const name of PROXIES) if (host[name] && !set.has(name) && !(name in variables)) words.push(`--build-arg=${name}`);
  for (const name of [...namesWanted(options), ...SWITCHES]) {
    const value = variables[name];
    if (value !== undefined && (SWITCHES.includes(name) || !CLIENTS_OWN.test(name))) env[name] = value;
  }
  return { words: [...words, ...global, ...options, `--tag=${image}`, "."], env };
}

const PROXIES = ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

/** Switches of the docker client that an app may set in its config, as on Dokku. */
const SWITCHES = ["DOCKER_BUILDKIT", "BUILDKIT_PROGRESS"];

/** In the docker client's environment these would change the client instead. */
const CLIENTS_OWN = /^(PATH|HOME|TMPDIR|(DOCKER|BUILDKIT|BUILDX|LD|GO|XDG|SSL|SSH|OTEL)_?.*|(HTTPS?|NO|ALL|FTP)_PROXY)$/i;

import type { Flag } from "hokku/declaration";

const text = (short: string, value: string, summary: string) => ({ type: "string", short, value, summary }) as const;

/** What a container is made with. Contract: names and letters of the official plugins' flags. */
export const CONTAINER = {
  "config-options": text("c", "OPTIONS", "words for the program of the container, behind its own"),
  "custom-env": text("C", "NAME=VALUE;...", "variables of the container, divided by semicolons"),
  image: text("i", "IMAGE", "image, instead of the usual one"),
  "image-version": text("I", "VERSION", "its version"),
  "initial-network": text("N", "NETWORK", "network that the container is created on"),
  "post-create-network": text("P", "NETWORKS", "networks, with commas, that it is attached to before it starts"),
  "post-start-network": text("S", "NETWORKS", "networks, with commas, that it is attached to once it runs"),
  "shm-size": text("s", "SIZE", "size of the container's shared memory"),
} as const satisfies Record<string, Flag>;

/** The same, and what only a new service is given. */
export const CREATE = {
  ...CONTAINER,
  memory: text("m", "MEGABYTES", "how much memory it may use; as much as there is when left out"),
  password: text("p", "PASSWORD", "password, instead of one that is made"),
  "root-password": text("r", "PASSWORD", "password for root, instead of one that is made"),
} as const satisfies Record<string, Flag>;

/** What was given of them. */
export type Given = { readonly [K in keyof typeof CREATE]?: string | undefined };

export const NO_RESTART = { type: "boolean", short: "n", summary: "do not restart the app" } as const;

/** What is said of arguments that are missing. Contract: the official plugins' words, and exit code 1. */
export const MISSING = {
  service: "Please specify a valid name for the service",
  app: "Please specify an app to run the command on",
} as const;

/** Words in which a flag and its value are one, as a value may begin with a dash: `--config-options "--save 60 1"`. */
export const joined =
  (flags: Readonly<Record<string, Flag>>) =>
  (given: string[]): string[] => {
    const words: string[] = [];
    for (let at = 0; at < given.length; at++) {
      const word = given[at] ?? "";
      const found = Object.entries(flags).find(([name, { short }]) => word === `--${name}` || word === `-${short}`);
      const value = found?.[1].type === "string" ? given[++at] : undefined;
      words.push(value === undefined ? word : `--${found?.[0]}=${value}`);
    }
    return words;
  };

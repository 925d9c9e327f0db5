import { Exit, type Io } from "hokku";
import { properties } from "hokku/properties";
import { splitWords } from "hokku/words";
import type { Given } from "./flags.ts";
import type { Kind } from "./service.ts";
import { KNOWN, type NetworkKey } from "./settings.ts";
import { usualImage, variableOf, write } from "./state.ts";

/** Refuses flags whose values cannot be, before anything is changed. */
export function checkGiven(given: Given): void {
  const rules: [keyof Given, RegExp, string][] = [
    ["memory", /^[1-9]\d{0,8}$/, "a number of megabytes"],
    ["shm-size", /^\d+(\.\d+)?[bkmgBKMG]?$/, "a size, as 64m"],
    ["image", /^[a-z0-9][\w./:-]*$/, "an image's name without its version"],
    ["image-version", /^[\w][\w.-]{0,127}$/, "a version, as 8.0"],
    ["password", /^[\w.~-]+$/, "letters, digits and . _ ~ -, as it becomes part of a URL"],
    ["root-password", /^[\w.~-]+$/, "letters, digits and . _ ~ -"],
    ["custom-env", /^[A-Za-z_]\w*=[^\r\n;]*(;[A-Za-z_]\w*=[^\r\n;]*)*;?$/, "NAME=VALUE, more of them behind a semicolon"],
    ["initial-network", /^[\w][\w.-]*$/, "the name of a network"],
    ["post-create-network", /^[\w][\w.,-]*$/, "names of networks, with commas"],
    ["post-start-network", /^[\w][\w.,-]*$/, "names of networks, with commas"],
  ];
  for (const [flag, rule, what] of rules) {
    const value = given[flag];
    if (value && !rule.test(value)) throw new Exit(1, `--${flag} takes ${what}, not ${JSON.stringify(value)}`);
  }
  if (given["config-options"]) splitWords(given["config-options"]);
}

/** The image that flags, the environment or the definition name. */
export function imageOf(kind: Kind, given: Given, env: Io["env"]): { image: string; imageVersion: string } {
  const usual = usualImage(kind, env);
  return { image: given.image ?? usual.image, imageVersion: given["image-version"] ?? usual.imageVersion };
}

/** Writes down what a container is made with; what is not said stays. Contract: the official plugins' files and variables. */
export function writeConfig(kind: Kind, name: string, root: string, given: Given, env: Io["env"]): void {
  const usual = (of: string) => env[`${variableOf(kind.plugin)}_${of}`] || undefined;
  const { image, imageVersion } = imageOf(kind, given, env);
  const custom = given["custom-env"] ?? usual("CUSTOM_ENV");
  const options = given["config-options"] ?? usual("CONFIG_OPTIONS");
  if (custom !== undefined) write(root, "ENV", custom.split(";").filter(Boolean).join("\n"), 0o640);
  if (options !== undefined) write(root, "CONFIG_OPTIONS", options);
  if (given.memory) write(root, "SERVICE_MEMORY", given.memory);
  if (given["shm-size"]) write(root, "SHM_SIZE", given["shm-size"]);
  write(root, "IMAGE", image);
  write(root, "IMAGE_VERSION", imageVersion);
  for (const key of Object.keys(KNOWN) as NetworkKey[]) {
    const value = given[key];
    if (value !== undefined) properties(kind.plugin, env).set(name, key, value);
  }
}

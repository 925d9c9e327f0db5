import { join } from "node:path";
import { Exit, type Io } from "../../../core/execute.ts";
import { containerEnvironment, type Passed } from "./container-environment.ts";
import { replaceFile } from "./files.ts";
import type { Settings } from "./settings.ts";
import { moveInSource, readSource } from "./source-file.ts";
import { trouble } from "./talk.ts";

const { accessSync, constants, rmSync } = process.getBuiltinModule("node:fs");

/** A program of somebody else that makes images of sources. */
export interface BuildTool {
  readonly program: string;
  /** The page that says how to install it. */
  readonly page: string;
  /** The file of the source that it reads and is known by. */
  readonly file: string;
}

/**
 * Refuses, with exit code 1, to begin a build whose program is not on PATH, or whose file leads out of the source: the program is the
 * host's, and would follow it.
 */
export function ready({ env: { PATH = "" } }: Io, source: string, { program, page, file }: BuildTool): void {
  const isIn = (folder: string): boolean => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  if (!PATH.split(":").filter(Boolean).some(isIn))
    throw new Exit(1, `${program} is not installed on this host; install it as ${page} says, then deploy again`);
  readSource(source, file);
}

/**
 * Puts the file that a setting names where the setting's default is. Contract: where it is not in the source, that is built as if
 * there were none.
 */
export function placeFile<K extends string>({ env }: Io, app: string, source: string, settings: Settings<K>, key: K): void {
  const usual = settings.fallback(app, key);
  const path = settings.of(app, key, env).replace(/^(\.?\/)+/, "");
  if (path === usual || moveInSource(source, path, usual)) return;
  rmSync(join(source, usual), { recursive: true, force: true });
  if (settings.own(app, key, env)) trouble(`${key} ${path} is no file of the pushed source, which is built without ${usual}`);
}

/** Flags that a program of a build understands, by their long names without dashes, divided by spaces. */
export interface Flags {
  readonly valued: string;
  readonly switches: string;
  readonly short?: Readonly<Record<string, string>>;
}

/** What of the docker options of an app's build phase a program understands. Contract: Dokku drops the others silently. */
export function optionsFor(words: readonly string[], { valued, switches, short = {} }: Flags): string[] {
  const [withValue, without] = [new Set(valued.split(/\s+/)), new Set(switches.split(/\s+/))];
  const options: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [, flag = "", , value] = /^([^=]*)(=(.*))?$/s.exec(words[at] ?? "") ?? [];
    const long = short[flag] ?? flag;
    const name = long.replace(/^--/, "");
    if (!long.startsWith("--")) continue;
    if (without.has(name)) options.push(words[at]?.replace(flag, long) ?? long);
    else if (withValue.has(name) && (value !== undefined || at + 1 < words.length))
      options.push(`${long}=${value ?? words[++at]}`);
  }
  return options;
}

/** Gives `--env=NAME` among the options its value from the app's variables, through the environment of the program. */
export function withVariables(options: readonly string[], variables: Readonly<Record<string, string>>): Passed {
  const env: Record<string, string> = {};
  const words = options.flatMap((option) => {
    const [, name = ""] = /^--env=(\w+)$/.exec(option) ?? [];
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) return [option];
    if (CHANGES_TOOLS.test(name)) return [`--env=${name}=${value}`];
    const passed = containerEnvironment({ [name]: value });
    Object.assign(env, passed.env);
    return passed.words;
  });
  return { words, env };
}

/** In a program's environment these would change where it builds, instead of what. */
const CHANGES_TOOLS = /^((DOCKER|BUILDKIT|BUILDX|PACK)_.*|(HTTPS?|NO|ALL)_PROXY)$/i;

/** Takes `release` out of the source's Procfile, which some programs would run within the build. Contract: after `pre-build`. */
export function withoutRelease(source: string): void {
  const text = readSource(source, "Procfile");
  const kept = text?.replace(/^release[ \t]*:.*\n?/gm, "");
  if (kept !== undefined && kept !== text) replaceFile(join(source, "Procfile"), kept);
}

import { join } from "node:path";
import type { Io } from "hokku";
import { readText } from "hokku/files";
import { INTERFACES } from "hokku/plugin-list";
import { output } from "hokku/run";
import { suggest } from "hokku/suggest";
import { catalogue } from "hokku/triggers";
import { isTrigger } from "./arguments.ts";

const { existsSync, readdirSync, statSync } = process.getBuiltinModule("node:fs");

/** Files at a plugin's root that are executable and no hooks. */
const NO_HOOKS = /^(commands|functions|[a-z]+-functions|aliases|config|Makefile|Vagrantfile)$/;

/** A file of a plugin: its path from the plugin's folder on, its text, and whether it may be run. */
export interface PluginFile {
  readonly path: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

/** The files of a plugin that are code, without those of its tests and packages. */
export function filesOf(folder: string): PluginFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const code = names.filter((path) => !/(^|\/)(node_modules|\.git|\.github|tests?|vendor)(\/|$)/.test(path));
  return code.flatMap((path) => {
    const stat = statSync(join(folder, path), { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > 1_000_000) return [];
    return [{ path, text: readText(join(folder, path)) ?? "", isExecutable: (stat.mode & 0o111) !== 0 }];
  });
}

/** Those that run by their place, and may not as they lack the x-bit. */
export const withoutXBit = (files: readonly PluginFile[]): string[] =>
  files
    .filter(({ path, isExecutable }) => !isExecutable && runs(path) && !NO_HOOKS.test(path))
    .filter(({ path, text }) => text.startsWith("#!") || isTrigger(hookOf(path)))
    .map(({ path }) => path);

const runs = (path: string): boolean =>
  (!path.includes("/") || /^(root-|local-)?subcommands\/[^/]+$/.test(path)) && !INTERFACES.some((file) => file === path);

const hookOf = (path: string): string => path.replace(/\.ts$/, "");

/** The hooks of a plugin, by the triggers that they are called after. */
export const hooksOf = (files: readonly PluginFile[]): PluginFile[] =>
  files.filter(({ path, isExecutable }) => isExecutable && !path.includes("/") && isTrigger(hookOf(path)));

/** The commands that files of a plugin answer. */
export const commandsOf = (name: string, files: readonly PluginFile[]): string[] =>
  files.flatMap(({ path, isExecutable }) => {
    const word = /^(?:root-|local-)?subcommands\/([^/]+?)(?:\.ts)?$/.exec(path)?.[1];
    return word && isExecutable ? [word === "default" ? name : `${name}:${word}`] : [];
  });

/** Executables that are nearly called after a trigger, with its name. Others may be for triggers of other plugins. */
export function misspelt(files: readonly PluginFile[]): { readonly name: string; readonly meant: string }[] {
  const all = files.map(({ text }) => text).join("\n");
  return files
    .filter(({ path, text, isExecutable }) => isExecutable && !path.includes("/") && text.startsWith("#!") && runs(path))
    .map(({ path }) => hookOf(path))
    .filter((name) => !isTrigger(name) && !NO_HOOKS.test(name) && !new RegExp(`trigger\\b[^\\n]*["' ]${name}\\b`).test(all))
    .flatMap((name) =>
      suggest(name, Object.keys(catalogue), 2)
        .slice(0, 1)
        .map((meant) => ({ name, meant })),
    );
}

/** What bash of a plugin calls that has the form of one of ours, and is neither defined by us nor by itself. */
export async function unknownFunctions(files: readonly PluginFile[], io: Io): Promise<string[]> {
  const bash = files.filter(({ path, text }) => /^#!.*\b(ba)?sh\b/.test(text) || /(^|\/)([a-z]+-)?functions$/.test(path));
  const called = new Map<string, string>();
  for (const { path, text } of bash)
    for (const [, name = ""] of text
      .replace(/^\s*#.*$/gm, "")
      .matchAll(/(?:^|[;&|(`]|\bif\b|\bthen\b|\belse\b|!)\s*((?:dokku_log_|fn-|config_|verify_app_)[\w-]+)(?![\w-]|[+]?=)/gm))
      called.set(name, path);
  if (!called.size) return [];
  const own = new Set(
    [
      ...bash
        .map(({ text }) => text)
        .join("\n")
        .matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm),
    ].map(([, name]) => name),
  );
  const root = io.env.PLUGIN_CORE_AVAILABLE_PATH ?? "";
  const sourced = readdirSync(root).flatMap((plugin) =>
    ["functions", "internal-functions", "property-functions"]
      .map((file) => join(root, plugin, file))
      .filter((file) => existsSync(file)),
  );
  const script = 'for file in "$@"; do source "$file"; done; compgen -A function';
  const known = new Set((await output(io, "bash", ["-c", script, "bash", ...sourced])).split("\n"));
  return [...called].filter(([name]) => !own.has(name) && !known.has(name)).map(([name, path]) => `${name} in ${path}`);
}

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

/** What bash of a plugin calls that has the form of one of ours, and is neither defined by us nor by itself, or not in a file that sources nothing. */
export async function unknownFunctions(files: readonly PluginFile[], io: Io): Promise<string[]> {
  const bash = files.filter(({ path, text }) => /^#!.*\b(ba)?sh\b/.test(text) || /(^|\/)([a-z]+-)?functions$/.test(path));
  const called = bash.flatMap((file) => [...new Set(callsOf(file))].map((name) => ({ name, file })));
  if (!called.length) return [];
  const own = new Set(bash.flatMap(({ text }) => definedIn(text)));
  const root = io.env.PLUGIN_CORE_AVAILABLE_PATH ?? "";
  const ours = readdirSync(root).flatMap((plugin) =>
    ["functions", "internal-functions", "property-functions"]
      .map((file) => join(root, plugin, file))
      .filter((file) => existsSync(file)),
  );
  const script = 'for file in "$@"; do source "$file"; done; compgen -A function';
  const known = new Set((await output(io, "bash", ["-c", script, "bash", ...ours])).split("\n"));
  return called.flatMap(({ name, file }) => {
    if (!own.has(name) && !known.has(name)) return [`${name} in ${file.path}`];
    return sourcesNothing(file) && !definedIn(file.text).includes(name) ? [`${name} in ${file.path}, which sources nothing`] : [];
  });
}

function callsOf({ text }: PluginFile): string[] {
  const code = text.replace(/^\s*#.*$/gm, "");
  const call = /(?:^|[;&|(`]|\bif\b|\bthen\b|\belse\b|!)\s*((?:dokku_log_|fn-|config_|verify_app_)[\w-]+)(?![\w-]|[+]?=)/gm;
  return [...code.matchAll(call)].map(([, name = ""]) => name);
}

const definedIn = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm)].map(([, name = ""]) => name);

/** What is run by its place is nobody's to source. */
const sourcesNothing = ({ path, text, isExecutable }: PluginFile): boolean =>
  isExecutable && runs(path) && !NO_HOOKS.test(path) && !/(^|[;&|{]|\bthen|\bdo)\s*(source|\.)\s+\S/m.test(text);

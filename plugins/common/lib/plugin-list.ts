import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Io } from "../../../core/execute.ts";
import { plugins } from "../../../core/trigger.ts";
import { readText } from "./files.ts";

const { existsSync, readdirSync, realpathSync, statSync } = process.getBuiltinModule("node:fs");

export { contents, executable, plugins } from "../../../core/trigger.ts";

/** Files that make a plugin more than its hooks: they are imported where they are needed, and are no programs. */
export const INTERFACES = ["builder.ts", "proxy.ts", "scheduler.ts", "service.ts"] as const;

/** What a plugin's folder exports from one of them; nothing where it has none. */
export async function exported<T>(folder: string | undefined, file: (typeof INTERFACES)[number]): Promise<T | undefined> {
  const path = `${folder}/${file}`;
  if (!folder || !existsSync(path)) return undefined;
  const module: { default: T } = await import(pathToFileURL(path).href);
  return module.default;
}

/** What is known of a plugin from its folder. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  readonly enabled: boolean;
  /** Ours; the others are the host's. A plugin of the host that shadows one of ours is the host's. */
  readonly core: boolean;
  readonly description: string;
  /** The sentence above its commands in `X:help`: Dokku's, where Dokku has that plugin; the description where there is none. */
  readonly heading: string;
  readonly folder: string;
}

/** What a plugin's folder will be called. Contract: the repository's name less `dokku-` and `.git`; 25 plugins count on it. */
export function pluginName(address: string): string {
  const last =
    address
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split(/[/:]/)
      .at(-1) ?? "";
  return last.replace(/\.(git|tar\.gz|tgz)$/, "").replace(/^dokku-/, "");
}

/** All plugins, enabled or not, by name. */
export function listPlugins(env: Io["env"]): Plugin[] {
  const { PLUGIN_CORE_ENABLED_PATH = "", PLUGIN_AVAILABLE_PATH = "" } = env;
  const enabled = plugins(env);
  const found = new Map([...available(PLUGIN_AVAILABLE_PATH), ...enabled]);
  return [...found]
    .filter(([, folder]) => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    .map(([name, folder]) => described(name, folder, enabled.has(name), isSame(folder, join(PLUGIN_CORE_ENABLED_PATH, name))))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a plugin of that name is one of ours. */
export function isCore(name: string, { PLUGIN_CORE_AVAILABLE_PATH = "" }: Io["env"]): boolean {
  return existsSync(join(PLUGIN_CORE_AVAILABLE_PATH, name));
}

/** Whether one of ours lets another of its name take its place, as its `plugin.toml` says: `gives-way = true`. */
export const givesWay = (name: string, { PLUGIN_CORE_AVAILABLE_PATH = "" }: Io["env"]): boolean =>
  /^gives-way\s*=\s*true\s*$/m.test(readText(join(PLUGIN_CORE_AVAILABLE_PATH, name, "plugin.toml")) ?? "");

/** A host's tree of plugins may hold links to ours. */
function isSame(folder: string, core: string): boolean {
  return existsSync(core) && realpathSync(core) === realpathSync(folder);
}

function available(root: string): [string, string][] {
  if (!existsSync(root)) return [];
  const names = readdirSync(root).filter((name) => !name.startsWith("."));
  return names.map((name) => [name, join(root, name)]);
}

/** What a name that a command had in former times stands for today, as words; the `aliases` of our plugins know: a line is old name, words. */
export function formerName(name: string, { PLUGIN_CORE_ENABLED_PATH: ours = "" }: Io["env"]): string[] | undefined {
  const files = existsSync(ours) ? readdirSync(ours).map((plugin) => readText(join(ours, plugin, "aliases")) ?? "") : [];
  const lines = files.flatMap((text) => text.split("\n")).map((line) => line.split(" "));
  return lines.find(([old, today]) => old === name && today !== name)?.slice(1);
}

function described(name: string, folder: string, enabled: boolean, core: boolean): Plugin {
  const toml = readText(join(folder, "plugin.toml")) ?? "";
  const field = (key: string) => new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`, "m").exec(toml)?.[1] ?? "";
  const description = field("description");
  return { name, version: field("version"), enabled, core, description, heading: field("heading") || description, folder };
}

import { join } from "node:path";
import { Exit, execute, type Io } from "hokku";
import { exclusively } from "hokku/exclusive";
import { readText, replaceFile } from "hokku/files";
import { plugins } from "hokku/plugin-list";
import type { Kind } from "./service.ts";
import { rootOf, type Service, variableOf } from "./state.ts";

/** The apps that are linked to a service, sorted. */
export const linksOf = (root: string): string[] => (readText(join(root, "LINKS")) ?? "").split("\n").filter(Boolean);

/** Changes them, while nobody else does. */
export function changeLinks(io: Io, plugin: string, name: string, change: (apps: Set<string>) => unknown): Promise<void> {
  const root = join(rootOf(plugin, io.env), name);
  return exclusively(io, plugin, `${name}.links`, () => {
    const before = linksOf(root);
    const apps = new Set(before);
    change(apps);
    const after = [...apps].sort();
    if (after.join() === before.join()) return;
    replaceFile(join(root, "LINKS"), after.map((app) => `${app}\n`).join(""));
  });
}

/** The variables of an app that have the service's URL, with whatever was put behind it. */
export const variablesWith = (url: string, variables: ReadonlyMap<string, string>): string[] =>
  [...variables].flatMap(([key, value]) => (value === url || value.startsWith(`${url}?`) ? key : []));

const COLORS = "AQUA BLACK BLUE FUCHSIA GRAY GREEN LIME MAROON NAVY OLIVE PURPLE RED SILVER TEAL WHITE YELLOW".split(" ");

/** What the URL is called by default. */
export const usualAlias = ({ alias, plugin }: Kind): string => alias ?? variableOf(plugin);

/** A name for the URL of another service beside one that has the usual one: `DOKKU_REDIS_AQUA`. Contract: the official plugins' colours. */
export function otherAlias({ plugin }: Kind, variables: ReadonlyMap<string, string>): string {
  const names = COLORS.map((color) => `DOKKU_${variableOf(plugin)}_${color}`);
  const free = names.find((name) => !variables.has(`${name}_URL`));
  if (free === undefined) throw new Exit(1, "Unable to use default or generated URL alias");
  return free;
}

/** The same without `dokku --app`, for commands that are given the app as a word. */
export const withoutApp = (io: Io): Io => ({ ...io, env: { ...io.env, DOKKU_APP_NAME: undefined } });

/** Adds or removes the docker option by which an app's containers see the service. */
export async function dockerLink(io: Io, what: "add" | "remove", app: string, { container, host }: Service): Promise<void> {
  const file = join(plugins(io.env).get("docker-options") ?? "", "subcommands", `${what}.ts`);
  const words = [`docker-options:${what}`, app, "build,deploy,run", `--link ${container}:${host}`];
  const code = await execute(file, words, withoutApp(io));
  if (code !== 0) throw new Exit(code, `docker-options:${what} ${app} failed`);
}

import { dirname, join } from "node:path";
import { type Io, trouble } from "hokku";
import { moveFolder, readText, removeAll } from "hokku/files";
import { plugins } from "hokku/plugin-list";
import { isFolder } from "hokku/properties";

const { cpSync, existsSync, mkdirSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/**
 * Where plugins keep something of an app, a folder each, below $DOKKU_LIB_ROOT. A plugin declares it in its plugin.toml, as in
 * `app-folders = ["config/motto", "data/motto"]`: what lies there under the app's name is copied and renamed with the app, and ends with
 * it. A word that is no such folder is named, and left alone.
 */
function kept(env: Env): string[] {
  return [...plugins(env)].flatMap(([name, folder]) => {
    const toml = readText(join(folder, "plugin.toml")) ?? "";
    const [, list = ""] = /^\s*app-folders\s*=\s*\[([^\]]*)\]/m.exec(toml) ?? [];
    const folders = [...list.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, a, b]) => a ?? b ?? "");
    return folders.filter((word) => {
      const isOne = /^(config|data)\/[A-Za-z0-9_][\w.-]*$/.test(word);
      if (!isOne) trouble(`app-folders in plugin.toml of ${name}: ${JSON.stringify(word)} is not config/<name> or data/<name>`);
      return isOne;
    });
  });
}

function places(env: Env, ...apps: string[]) {
  if (!apps.every(isFolder)) return [];
  return kept(env).map((folder) => (app: string) => join(env.DOKKU_LIB_ROOT ?? "", folder, app));
}

/** Removes all that plugins keep of an app, and answers what this user cannot remove. */
export const forget = ({ env }: Io, app: string): string[] => places(env, app).flatMap((place) => removeAll(place(app)));

/** Gives a new app a copy of all that is kept of another. */
export function copyKept({ env }: Io, from: string, to: string): void {
  for (const place of places(env, from, to)) if (existsSync(place(from))) cpSync(place(from), place(to), { recursive: true });
}

/** Gives a new app all that is kept of another; said again after a crash, what is left of it. */
export function moveKept({ env }: Io, from: string, to: string): void {
  for (const place of places(env, from, to)) {
    if (!existsSync(place(from))) continue;
    rmSync(place(to), { recursive: true, force: true });
    mkdirSync(dirname(place(to)), { recursive: true });
    moveFolder(place(from), place(to));
  }
}

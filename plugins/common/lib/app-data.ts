import { join } from "node:path";
import type { Io } from "../../../core/execute.ts";
import { moveFolder } from "./files.ts";
import { isFolder, properties } from "./properties.ts";

const { cpSync, existsSync, rmSync } = process.getBuiltinModule("node:fs");

/** Everything a plugin keeps of an app, properties and bulk data, for the hooks that follow an app's life. */
export function appData(plugin: string, env: Io["env"]) {
  const folder = (app: string): string => join(env.DOKKU_LIB_ROOT ?? "", "data", plugin, app);
  return {
    folder,
    destroy(app: string): void {
      properties(plugin, env).destroy(app);
      if (isFolder(app)) rmSync(folder(app), { recursive: true, force: true });
    },
    clone(from: string, to: string): void {
      properties(plugin, env).clone(from, to);
      if (existsSync(folder(from))) cpSync(folder(from), folder(to), { recursive: true });
    },
    rename(from: string, to: string): void {
      properties(plugin, env).rename(from, to);
      if (!existsSync(folder(from))) return;
      rmSync(folder(to), { recursive: true, force: true });
      moveFolder(folder(from), folder(to));
    },
  };
}

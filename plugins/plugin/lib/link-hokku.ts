import { dirname, join } from "node:path";
import type { Io } from "hokku";
import { isThere } from "./places.ts";

const { existsSync, lchownSync, mkdirSync, rmSync, statSync, symlinkSync } = process.getBuiltinModule("node:fs");

/**
 * Lets a plugin that stands outside of a host's folders find `hokku`: a link in its `node_modules`, and one to the types of Node where this
 * Hokku has them. What its author has put there stays; links that lead nowhere are made anew. Answers whether anything was to be done.
 */
export function linkHokku(folder: string, env: Io["env"]): boolean {
  const installed = join(env.DOKKU_LIB_ROOT ?? "", "node_modules/hokku"); // by the name that stays when Hokku is upgraded
  const hokku = existsSync(installed) ? installed : (env.HOKKU_PATH ?? "");
  const links = ["hokku", "@types/node"].map((name) => [
    join(folder, "node_modules", name),
    name === "hokku" ? hokku : join(hokku, "node_modules", name),
  ]);
  const missing = links.filter(([link = "", target = ""]) => !existsSync(link) && existsSync(target));
  const { uid, gid } = statSync(folder);
  for (const [link = "", target = ""] of missing) {
    if (isThere(link)) rmSync(link);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link);
    for (const path of [link, dirname(link), join(folder, "node_modules")]) lchownSync(path, uid, gid);
  }
  return missing.length > 0;
}

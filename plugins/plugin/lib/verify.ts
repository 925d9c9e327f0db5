import { Exit, type Io } from "hokku";
import { gitSource } from "./git-source.ts";
import { isGenuine, type Locked, readLock } from "./lock-file.ts";
import { available, enabled, isThere, linkedTo } from "./places.ts";
import { type Tree, treeOf } from "./tree.ts";

/** How a plugin compares with what was written down when it was installed or updated. */
export interface Verified {
  readonly plugin: string;
  readonly state: "as installed" | "differs" | "not in plugins.lock" | "linked";
  /** What differs, in words. */
  readonly differences: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly missing: readonly string[];
}

const NOTHING = { differences: [], changed: [], added: [], missing: [] };

/** Compares one plugin with its entry in plugins.lock; changes nothing. */
export async function verified(io: Io, plugin: string): Promise<Verified> {
  const locked = readLock(io.env).plugins[plugin];
  const there = isThere(available(plugin, io.env));
  if (locked === undefined && !there && !isThere(enabled(plugin, io.env)))
    throw new Exit(1, `Plugin ${plugin} does not exist; see: dokku plugin:list`);
  if (linkedTo(plugin, io.env)) return { plugin, state: "linked", ...NOTHING };
  if (locked === undefined) return { plugin, state: "not in plugins.lock", ...NOTHING };
  if (!there)
    return { plugin, state: "differs", ...NOTHING, differences: ["it is gone, and plugin:uninstall did not remove it"] };
  if (!isGenuine(locked))
    return { plugin, state: "differs", ...NOTHING, differences: ["its entry in plugins.lock was edited by hand"] };
  return compared(io, plugin, locked);
}

async function compared(io: Io, plugin: string, { url, commit, files }: Locked): Promise<Verified> {
  const folder = available(plugin, io.env);
  const git = await gitSource(io, folder);
  const now: Tree = treeOf(folder);
  const differences = [
    ...(git.committish === commit ? [] : [`its commit is ${git.committish || "gone"}, and was ${commit || "none"}`]),
    ...(!commit || git.source_url === url ? [] : [`its address is ${git.source_url || "gone"}, and was ${url}`]),
  ];
  const changed = Object.keys(files).filter((path) => path in now && now[path] !== files[path]);
  const added = Object.keys(now).filter((path) => !(path in files));
  const missing = Object.keys(files).filter((path) => !(path in now));
  const same = !differences.length && !changed.length && !added.length && !missing.length;
  return { plugin, state: same ? "as installed" : "differs", differences, changed, added, missing };
}

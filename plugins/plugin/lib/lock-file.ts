import { join } from "node:path";
import { type Io, trouble } from "hokku";
import { exclusively } from "hokku/exclusive";
import { readState, readText, replaceFile } from "hokku/files";
import { gitSource } from "./git-source.ts";
import { available, linkedTo } from "./places.ts";
import { hashOf, type Tree, treeOf } from "./tree.ts";

/** What was installed: where it came from, and each of its files. */
export interface Locked {
  readonly url: string;
  /** "" where it did not come by git. */
  readonly commit: string;
  /** The hash of all `files`. */
  readonly tree: string;
  readonly files: Tree;
  /** The hash of all of the above: what was edited by hand no longer has it. */
  readonly sum: string;
}

interface LockFile {
  readonly version: number;
  readonly plugins: Readonly<Record<string, Locked>>;
}

/** Beside the folder of plugins, which the plugins' own code may write to. */
export const lockFile = ({ DOKKU_LIB_ROOT = "" }: Io["env"]): string => join(DOKKU_LIB_ROOT, "plugins.lock");

/** What is written there, and what is wrong with it, if anything; reading repairs nothing. */
export function readLock(env: Io["env"]): { readonly plugins: LockFile["plugins"]; readonly broken?: string } {
  const text = readText(lockFile(env));
  if (text === undefined) return { plugins: {} };
  try {
    const { version, plugins }: Partial<LockFile> = JSON.parse(text);
    if (version !== undefined && version !== 1)
      return { plugins: {}, broken: `it says version ${version}, and this Hokku knows version 1` };
    if (version && plugins && typeof plugins === "object") return { plugins };
  } catch {
    // as broken as what has no plugins
  }
  return { plugins: {}, broken: "it cannot be read; put it back from a backup, or write it anew with dokku plugin:update" };
}

/** Whether an entry is as it was written. */
export const isGenuine = (entry: Locked): boolean => {
  const { url, commit, tree, files, sum }: Partial<Locked> = Object(entry);
  return Boolean(files) && tree === hashOf(files) && sum === hashOf({ url, commit, tree });
};

/** Writes down a plugin as it is now. The address is the one that it was installed from, where git does not know better. */
export async function lock(io: Io, name: string, address = ""): Promise<void> {
  if (linkedTo(name, io.env)) return forget(io, name);
  const folder = available(name, io.env);
  const { source_url, committish: commit } = await gitSource(io, folder);
  const files = treeOf(folder);
  const entry = { url: source_url || address || readLock(io.env).plugins[name]?.url || "", commit, tree: hashOf(files) };
  await change(io, (plugins) => ({ ...plugins, [name]: { ...entry, files, sum: hashOf(entry) } }));
}

/** Takes out a plugin that was removed. */
export async function forget(io: Io, name: string): Promise<void> {
  if (!readLock(io.env).plugins[name]) return;
  await change(io, ({ [name]: _, ...others }) => others);
}

/** Entries of others stay as they are found, edited or not. A file that is broken is set aside, with a warning. */
async function change(io: Io, work: (plugins: LockFile["plugins"]) => LockFile["plugins"]): Promise<void> {
  const file = lockFile(io.env);
  await exclusively(io, "plugin", "lock-file", () => {
    const { version = 1, plugins = {} } = readState<LockFile>(file) ?? {};
    if (version !== 1) return trouble(`${file} is of another Hokku, version ${version}; it was left as it is`);
    const sorted = Object.entries(work(plugins)).sort(([a], [b]) => (a < b ? -1 : 1));
    replaceFile(file, `${JSON.stringify({ version, plugins: Object.fromEntries(sorted) }, null, 1)}\n`);
  });
}

import { join } from "node:path";
import { readText } from "hokku/files";
import { isServiceCommand } from "hokku/service-commands";

const { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } = process.getBuiltinModule("node:fs");

/** What is known of each file of a folder: its mode in octal digits and its SHA-256, or where a link leads; by its path from there on. */
export type Tree = Readonly<Record<string, string>>;

/** Of what git keeps, only what it would run: its settings and hooks. The rest is told by the commit. */
const LEFT_OUT = /^\.git\/(?!config$|hooks(\/|$))/;

/**
 * Looks at all files below a folder. Links are not followed, and nothing is opened that is no file. The commands that Hokku itself writes for a
 * service are left out, as another Hokku may write others; one that is not as it is written counts.
 */
export function treeOf(folder: string): Tree {
  const found: [string, string][] = [];
  const look = (below: string) => {
    for (const name of readdirSync(join(folder, below))) {
      const path = below ? `${below}/${name}` : name;
      const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
      if (!stat || LEFT_OUT.test(path)) continue;
      if (stat.isDirectory()) look(path);
      else if (stat.isFile() && below === "subcommands" && isServiceCommand(path, readText(join(folder, path)) ?? "")) continue;
      else found.push([path, `${(stat.mode & 0o7777).toString(8)} ${contentOf(join(folder, path), stat)}`]);
    }
  };
  look("");
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One hash for a whole tree, or for anything else that is data. */
export const hashOf = (data: unknown): string => `sha256:${sha256().update(JSON.stringify(data)).digest("hex")}`;

function contentOf(path: string, stat: ReturnType<typeof lstatSync> & {}): string {
  if (stat.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  if (!stat.isFile()) return "no file";
  const [hash, chunk, file] = [sha256(), Buffer.allocUnsafe(1024 * 1024), openSync(path, "r")];
  try {
    for (let length = readSync(file, chunk); length; length = readSync(file, chunk)) hash.update(chunk.subarray(0, length));
    return hash.digest("hex");
  } finally {
    closeSync(file);
  }
}

const sha256 = () => process.getBuiltinModule("node:crypto").createHash("sha256");

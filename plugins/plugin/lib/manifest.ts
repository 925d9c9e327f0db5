import { join } from "node:path";
import { Exit } from "hokku";

const { readFileSync, statSync } = process.getBuiltinModule("node:fs");

/** What a plugin says of itself in the table `[plugin]` of its `plugin.toml`; without one, nothing. */
export interface Manifest {
  /** Plugins that are to be asked after it, and before it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The versions that it needs, as in `>=0.30 <0.39`; "" for any. */
  readonly hokku: string;
  readonly dokku: string;
  /** What it reaches; undefined where it does not say. */
  readonly reaches: readonly Reach[] | undefined;
}

/** What a plugin may say that it reaches, and what that means to people. */
export const REACHES = {
  engine: "Docker: all containers, images and volumes",
  network: "the network",
  root: "root: its install, dependencies, update and uninstall hooks run as root, and its code may use sudo",
  host: "files of the host beyond its own",
  apps: "settings of apps beyond its own",
} as const;

export type Reach = keyof typeof REACHES;

/** It is a page, not a book. */
const LIMIT = 64 * 1024;

/** Reads a plugin's `plugin.toml`. Keys that nobody here knows are passed over; those above are refused where they are not what they have to be. */
export function manifestOf(folder: string): Manifest {
  const file = join(folder, "plugin.toml");
  return manifestFrom(textOf(file), file);
}

/** The same of its text; `file` is what it is called where something is wrong with it. */
export function manifestFrom(toml: string, file: string): Manifest {
  const keys = keysOf(toml, file);
  const list = (key: string) => keys.get(key) && listOf(keys.get(key), `${file}, line ${keys.get(key)?.line}: ${key}`);
  const reaches = list("reaches")?.map((word) => reach(word, file));
  return { before: list("before") ?? [], after: list("after") ?? [], hokku: text("hokku"), dokku: text("dokku"), reaches };

  function text(key: string): string {
    const found = keys.get(key);
    if (!found) return "";
    const [, double, single] = /^(?:"([^"]*)"|'([^']*)')$/.exec(found.value) ?? [];
    if (double === undefined && single === undefined)
      throw new Exit(1, `${file}, line ${found.line}: ${key} is a text in quotes, such as ${key} = ">=0.3"`);
    return double ?? single ?? "";
  }
}

interface Found {
  readonly value: string;
  readonly line: number;
}

/** What is no TOML where it matters is named, rather than read as if nothing were there. */
function keysOf(toml: string, file: string): Map<string, Found> {
  const lines = toml.split(/\r?\n/).map(withoutComment);
  const found = new Map<string, Found>();
  let table = "";
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (/^\s*\[[\w\s.-]+$/.test(line)) throw new Exit(1, `${file}, line ${at + 1}: ${line.trim()} wants a ]`);
    table = /^\s*\[\s*([^[\]]+?)\s*\]\s*$/.exec(line)?.[1] ?? table;
    const [, key = "", value = ""] = /^\s*([\w-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (table !== "plugin" || !key) continue;
    const begun = at + 1;
    let whole = value.trim();
    while (whole.startsWith("[") && !whole.includes("]") && at + 1 < lines.length) whole += ` ${lines[++at]?.trim()}`;
    if (!whole) throw new Exit(1, `${file}, line ${begun}: ${key} has no value`);
    found.set(key, { value: whole, line: begun });
  }
  return found;
}

function textOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return "";
  if (!stat.isFile()) throw new Exit(1, `${file} is no file; it has to be one, or not to be there`);
  if (stat.size > LIMIT) throw new Exit(1, `${file} has ${stat.size} bytes; it has at most ${LIMIT}`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
    if (!text.includes("\0")) return text;
  } catch {
    // neither is it text
  }
  throw new Exit(1, `${file} is no text in UTF-8; see what it should be: docs/plugins.md`);
}

const withoutComment = (line: string): string => /^(?:[^#"']|"[^"]*"|'[^']*')*/.exec(line)?.[0] ?? "";

function listOf(found: Found | undefined, what: string): string[] {
  const items = /^\[((?:\s*(?:"[^"]*"|'[^']*')\s*,?)*)\s*\]$/.exec(found?.value ?? "")?.[1];
  if (items === undefined) throw new Exit(1, `${what} is a list of words in quotes, such as ["nginx-vhosts"]`);
  return [...items.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? "");
}

function reach(word: string, file: string): Reach {
  if (Object.hasOwn(REACHES, word)) return word as Reach;
  throw new Exit(
    1,
    `${file}: nothing is called ${JSON.stringify(word)} in reaches; there are ${Object.keys(REACHES).join(", ")}`,
  );
}

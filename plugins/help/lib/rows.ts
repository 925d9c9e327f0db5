import { pathToFileURL } from "node:url";
import { type Io, trouble } from "hokku";
import type { Command, Declaration } from "hokku/declaration";
import { readText } from "hokku/files";
import { leftColumn, twoColumns, width } from "hokku/terminal";
import type { CommandFile } from "./files.ts";

const { stripVTControlCharacters } = process.getBuiltinModule("node:util");

/** One line of help: a command with its arguments, and what it is for. */
export interface Row {
  readonly command: string;
  readonly summary: string;
}

/** Says in rows what commands there are, from their declarations; of bash, from `declare desc=`. Hidden ones are left out. */
export async function rowsOf(files: readonly CommandFile[]): Promise<Row[]> {
  const rows = await Promise.all(files.map((file) => (file.file.endsWith(".ts") ? declared(file) : described(file))));
  return rows.flat();
}

async function declared({ name, file }: CommandFile): Promise<Row[]> {
  const declaration = await declarationOf(file);
  if (!declaration) return [{ command: name, summary: "" }];
  if (declaration.hidden) return [];
  return [{ command: [name, words(declaration)].filter(Boolean).join(" "), summary: declaration.summary }];
}

async function declarationOf(file: string): Promise<Declaration | undefined> {
  try {
    const module: { default: Partial<Command> } = await import(pathToFileURL(file).href);
    return module.default.declaration;
  } catch (error) {
    trouble(`${file} cannot be read: ${String(error instanceof Error ? error.message : error).split("\n")[0]}`);
    return undefined;
  }
}

function words({ args = "", flags = {} }: Declaration): string {
  const all = Object.entries(flags).map(
    ([flag, { type, value = "VALUE" }]) => `[--${flag}${type === "boolean" ? "" : ` ${value}`}]`,
  );
  return [...all, args].filter(Boolean).join(" ");
}

function described({ name, file }: CommandFile): Row[] {
  const [, , summary = ""] = /declare\s+desc=(["'])(.*?)\1/.exec(readText(file) ?? "") ?? [];
  return [{ command: name, summary }];
}

/** Reads a line as plugins print them: four spaces, command, arguments, a comma or a gap, text. Colours are left out. */
export function parseRow(line: string): Row {
  const plain = stripVTControlCharacters(line).trim();
  const [, command = plain, summary = ""] = /^(.+?)(?:\s*,\s*|\s*\t\s*|\s{2,})(.*)$/.exec(plain) ?? [];
  return { command: command.trim(), summary: summary.replace(/^,\s*/, "").trim() };
}

/** Rows in two columns, sorted, as wide as the terminal, the second one in line with that of the `others`. */
export function columns(rows: readonly Row[], io: Io, others: readonly Row[] = []): string {
  const sorted = [...rows].sort((a, b) => (a.command < b.command ? -1 : a.command > b.command ? 1 : 0));
  return twoColumns(
    sorted.map(({ command, summary }) => [command, summary]),
    width(io),
    leftColumn([...rows, ...others].map(({ command }) => command)),
  );
}

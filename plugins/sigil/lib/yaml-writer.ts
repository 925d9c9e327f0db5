import { toText } from "./bytes.ts";
import { printedFloat } from "./print.ts";
import { quote } from "./quote.ts";
import { type Dict, isDict, isList, type List, Stream, type Value } from "./value.ts";
import { scalarOf, withoutLineFeeds } from "./yaml-scalar.ts";

/** Writes a value as a YAML document in block style: two spaces per level, lists as deep as their key, keys sorted. */
export function writeYaml(value: Value): string {
  if (isDict(value) && value.size > 0) return `${mapLines(value).join("\n")}\n`;
  if (isList(value) && value.length > 0) return `${listLines(value).join("\n")}\n`;
  return `${inline(value)[0]}\n${rest(inline(value))}`;
}

function rest([, ...lines]: string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function mapLines(map: Dict): string[] {
  return [...map.keys()].sort(natural).flatMap((key) => {
    const value = map.get(key) ?? null;
    const name = inline(key)[0] ?? "";
    if (isDict(value) && value.size > 0) return [`${name}:`, ...deeper(mapLines(value))];
    if (isList(value) && value.length > 0) return [`${name}:`, ...listLines(value)];
    const [first = "", ...more] = inline(value);
    return [`${name}: ${first}`, ...more];
  });
}

function listLines(list: List): string[] {
  return list.flatMap((value) => {
    const [first = "", ...more] = lines(value);
    return [`- ${first}`, ...deeper(more)];
  });
}

function lines(value: Value): string[] {
  if (isDict(value) && value.size > 0) return mapLines(value);
  if (isList(value) && value.length > 0) return listLines(value);
  const [first = "", ...more] = inline(value);
  return [first, ...more.map((line) => line.replace(/^ {2}/, ""))];
}

/** A scalar; a string of several lines has its later lines two spaces in. */
function inline(value: Value): string[] {
  if (isDict(value)) return ["{}"];
  if (isList(value)) return ["[]"];
  if (value === null) return ["null"];
  if (typeof value === "number") return [float(value)];
  if (typeof value === "bigint" || typeof value === "boolean") return [String(value)];
  return string(value instanceof Stream ? value.text : value);
}

function float(value: number): string {
  if (Number.isFinite(value)) return printedFloat(value);
  return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
}

/** Dates and clock times, which other readers of YAML take for more than words. */
const lookalike = /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$|^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;

function string(text: string): string[] {
  if (typeof scalarOf(text) !== "string" || lookalike.test(text)) return [quote(text, false)];
  if (/[\p{Cc}\ufffd]/u.test(toText(text).replaceAll("\n", ""))) return [quote(text, false)];
  if (text.includes("\n") && !/^\s|^\n*$|[ \t]\n/.test(text)) return literal(text);
  if (text.includes("\n")) return [quote(text, false)];
  const special = /^[-?:](\s|$)|^[,[\]{}#&*!|>'"%@`]|^\s|\s$|:\s|:$|\s#|\t|^(---|\.\.\.)/.test(text);
  return [special ? `'${text.replaceAll("'", "''")}'` : text];
}

function literal(text: string): string[] {
  const tail = text.length - withoutLineFeeds(text).length;
  const body = tail > 0 ? text.slice(0, -1) : text;
  return [`|${tail === 0 ? "-" : tail > 1 ? "+" : ""}`, ...deeper(body.split("\n"))];
}

function deeper(block: readonly string[]): string[] {
  return block.map((line) => (line === "" ? line : `  ${line}`));
}

/** Numbers inside names count as numbers: `a2` comes before `a10`. */
function natural(one: string, other: string): number {
  const left = one.match(/\d+|\D/g) ?? [];
  const right = other.match(/\d+|\D/g) ?? [];
  for (const [at, part] of left.entries()) {
    const against = right[at];
    if (against === undefined) return 1;
    if (part === against) continue;
    const numbers = /^\d/.test(part) && /^\d/.test(against) ? Number(part) - Number(against) : 0;
    return numbers || (part < against ? -1 : 1);
  }
  return left.length - right.length;
}

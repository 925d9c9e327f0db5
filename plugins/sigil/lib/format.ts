import { toBytes, toText } from "./bytes.ts";
import { formatFloat, formatInt } from "./format-number.ts";
import { printed } from "./print.ts";
import { quote } from "./quote.ts";
import { isDict, isList, Stream, sortedKeys, typeName, type Value } from "./value.ts";

/** One directive of a format: `%-8.3q` is letter q, width 8, precision 3, left. */
export interface Verb {
  readonly letter: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly left: boolean;
  readonly plus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
}

/** A value in the form a directive asks for; `%!d(string=x)` when the two do not go together, as in Go. */
export function formatted(value: Value, verb: Verb): string {
  if (verb.letter === "T") return padded(typeName(value), verb);
  if (verb.letter === "v" && verb.sharp) return padded(goSyntax(value), verb);
  if (isList(value)) return `[${value.map((item) => inside(item, verb)).join(" ")}]`;
  if (isDict(value)) {
    const pairs = sortedKeys(value).map((key) => `${formatted(key, verb)}:${inside(value.get(key) ?? null, verb)}`);
    return `map[${pairs.join(" ")}]`;
  }
  const text = scalar(value instanceof Stream ? value.text : value, verb);
  if (text !== undefined) return text;
  return value === null ? `%!${verb.letter}(<nil>)` : `%!${verb.letter}(${typeName(value)}=${printed(value)})`;
}

/** Fills up to the width, counted in characters. */
export function padded(text: string, verb: Verb): string {
  const missing = verb.width - (verb.width > 0 ? [...toText(text)].length : 0);
  if (missing <= 0) return text;
  if (verb.left) return text + " ".repeat(missing);
  return (verb.zero ? "0" : " ").repeat(missing) + text;
}

function inside(value: Value, verb: Verb): string {
  return value === null ? padded("<nil>", verb) : formatted(value, verb);
}

function scalar(value: Value, verb: Verb): string | undefined {
  if (value === null) return verb.letter === "v" ? padded("<nil>", verb) : undefined;
  if (typeof value === "boolean") return /^[tv]$/.test(verb.letter) ? padded(String(value), verb) : undefined;
  if (typeof value === "bigint") return formatInt(value, verb);
  if (typeof value === "number") return formatFloat(value, verb);
  return typeof value === "string" ? formatString(value, verb) : undefined;
}

function formatString(value: string, verb: Verb): string | undefined {
  const cut = verb.precision === undefined ? value : toBytes([...toText(value)].slice(0, verb.precision).join(""));
  switch (verb.letter) {
    case "s":
    case "v":
      return padded(cut, verb);
    case "q":
      return padded(verb.sharp && mayBeRaw(cut) ? `\`${cut}\`` : quote(cut, verb.plus), verb);
    case "x":
    case "X":
      return padded(hex(verb.precision === undefined ? value : value.slice(0, verb.precision), verb), verb);
    default:
      return undefined;
  }
}

/** Whether the text may stand between backquotes. */
function mayBeRaw(bytes: string): boolean {
  return !/[`\p{Cc}\ufffd\ufeff]/u.test(toText(bytes).replaceAll("\t", ""));
}

function hex(bytes: string, verb: Verb): string {
  const pairs = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));
  const prefix = verb.sharp && bytes ? "0x" : "";
  const text = prefix + pairs.join(verb.space ? ` ${prefix}` : "");
  return verb.letter === "X" ? text.toUpperCase() : text;
}

function goSyntax(value: Value): string {
  if (typeof value === "string") return quote(value, false);
  if (isList(value)) return `[]interface {}{${value.map(elementSyntax).join(", ")}}`;
  if (isDict(value)) {
    const pairs = sortedKeys(value).map((key) => `${quote(key, false)}:${elementSyntax(value.get(key) ?? null)}`);
    return `map[string]interface {}{${pairs.join(", ")}}`;
  }
  return printed(value);
}

function elementSyntax(value: Value): string {
  return value === null ? "interface {}(nil)" : goSyntax(value);
}

import { toBytes, toText } from "./bytes.ts";
import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";

interface Literal {
  readonly value: Value;
  readonly end: number;
}

/** Reads the string, raw string, character or number that starts at `at`, with the rules of the Go language. */
export function readLiteral(text: string, at: number): Literal {
  const quote = text.charAt(at);
  if (quote === "`") return raw(text, at);
  if (quote === '"') return quoted(text, at);
  if (quote === "'") return character(text, at);
  return number(text, at);
}

function raw(text: string, at: number): Literal {
  const close = text.indexOf("`", at + 1);
  if (close === -1) throw new Trouble("unterminated raw quoted string");
  return { value: text.slice(at + 1, close).replaceAll("\r", ""), end: close + 1 };
}

function quoted(text: string, at: number): Literal {
  const end = closing(text, at, '"', "unterminated quoted string");
  return { value: unquote(text.slice(at + 1, end - 1)), end };
}

function character(text: string, at: number): Literal {
  const end = closing(text, at, "'", "unterminated character constant");
  const inner = text.slice(at + 1, end - 1);
  const chars = /^\\(x|[0-7])/.test(inner) ? [...unquote(inner)] : [...toText(unquote(inner))];
  const code = chars[0]?.codePointAt(0);
  if (chars.length !== 1 || code === undefined) throw new Trouble(`malformed character constant: ${text.slice(at, end)}`);
  return { value: BigInt(code), end };
}

function closing(text: string, at: number, quote: string, complaint: string): number {
  for (let end = at + 1; end < text.length && text[end] !== "\n"; end++) {
    if (text[end] === quote) return end + 1;
    if (text[end] === "\\") end++;
  }
  throw new Trouble(complaint);
}

const escapes = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]?))/g;
const simple: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

function unquote(inner: string): string {
  return inner.replace(escapes, (all, hex?: string, short?: string, long?: string, octal?: string, letter?: string) => {
    const byte = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : undefined;
    if (byte !== undefined && byte < 256) return String.fromCharCode(byte);
    const point = Number.parseInt(short ?? long ?? "", 16);
    if (point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) return toBytes(String.fromCodePoint(point));
    const plain = letter === undefined ? undefined : simple[letter];
    if (plain === undefined) throw new Trouble(`invalid escape ${all} in a string`);
    return plain;
  });
}

const integer = /^[+-]?(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/;
const decimal = /^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d+)?$/;
const hexFloat = /^([+-]?)0[xX]([\da-fA-F_]*)\.?([\da-fA-F_]*)[pP]([+-]?\d+)$/;

function number(text: string, at: number): Literal {
  const word = /^[+-]?(?:0[xX](?:[\da-fA-F_.]|[pP][+-]?)*|(?:[eE][+-]|[\w.])*)/.exec(text.slice(at))?.[0] ?? "";
  const value = integer.test(word) ? int(word) : float(word);
  if (value === undefined) throw new Trouble(`bad number syntax: "${word || text.charAt(at)}"`);
  return { value, end: at + word.length };
}

function int(word: string): bigint {
  const digits = word.replace(/^[+-]/, "").replaceAll("_", "");
  const size = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = word.startsWith("-") ? -size : size;
  if (BigInt.asIntN(64, value) !== value) throw new Trouble(`${word} overflows int`);
  return value;
}

function float(word: string): number | undefined {
  if (/^[+-]?0[\d_]*$/.test(word)) return undefined;
  const hex = hexFloat.exec(word);
  if (!hex) return decimal.test(word) ? Number(word.replaceAll("_", "")) : undefined;
  const [, sign = "", whole = "", part = "", power = "0"] = hex;
  const digits = `${whole}${part}`.replaceAll("_", "");
  if (!digits) return undefined;
  const size = Number.parseInt(digits, 16) * 2 ** (Number(power) - 4 * part.replaceAll("_", "").length);
  return sign === "-" ? -size : size;
}

import { toBytes } from "./bytes.ts";

const short: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
};

/** A string as a Go literal: printable characters stay, or with `ascii` only those of ASCII. */
export function quote(bytes: string, ascii: boolean, mark = '"'): string {
  return mark + Array.from(pieces(bytes), (piece) => escaped(piece, ascii, mark)).join("") + mark;
}

/** Whole characters as text; a byte that belongs to none as one of U+0080 to U+00FF marked by `broken`. */
function* pieces(bytes: string): Generator<{ char: string; broken: boolean }> {
  let at = 0;
  while (at < bytes.length) {
    const length = sequence(bytes.charCodeAt(at));
    const slice = bytes.slice(at, at + length);
    const char = Buffer.from(slice, "latin1").toString("utf8");
    const broken = length === 0 || (char.includes("\ufffd") && slice !== "\xef\xbf\xbd");
    yield broken ? { char: bytes.charAt(at), broken } : { char, broken };
    at += broken ? 1 : length;
  }
}

function sequence(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function escaped({ char, broken }: { char: string; broken: boolean }, ascii: boolean, mark: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (broken) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (char === mark) return `\\${mark}`;
  const known = short[char];
  if (known) return known;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char) && (!ascii || code < 128)) return toBytes(char);
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

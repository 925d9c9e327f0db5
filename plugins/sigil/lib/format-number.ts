import { toBytes } from "./bytes.ts";
import { padded, type Verb } from "./format.ts";
import { printedFloat, twoDigitExponent } from "./print.ts";
import { quote } from "./quote.ts";
import { Trouble } from "./trouble.ts";

const bases: Readonly<Record<string, number>> = { d: 10, v: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** An int under one of `%d %b %o %O %x %X %c %q %U`; nothing under another. */
export function formatInt(value: bigint, verb: Verb): string | undefined {
  const { letter } = verb;
  if (letter === "c" || letter === "q" || letter === "U") return padded(character(value, verb), verb);
  const base = bases[letter];
  if (base === undefined) return undefined;
  const size = value < 0n ? -value : value;
  const sign = signOf(value < 0n, verb);
  const wanted = verb.precision ?? (verb.zero ? verb.width - sign.length : 0);
  if (verb.precision === 0 && value === 0n) return padded("", { ...verb, zero: false });
  const digits = size.toString(base).padStart(wanted, "0");
  const text = sign + prefix(digits, verb) + digits;
  return padded(letter === "X" ? text.toUpperCase() : text, { ...verb, zero: false });
}

/** A float under one of `%v %g %G %e %E %f %F`; nothing under another. */
export function formatFloat(value: number, verb: Verb): string | undefined {
  if (/^[xXb]$/.test(verb.letter)) throw new Trouble(`printf: %${verb.letter} of a float is not supported`);
  const form = verb.letter === "v" ? "g" : verb.letter.toLowerCase();
  if (!"efg".includes(form)) return undefined;
  const negative = value < 0 || Object.is(value, -0);
  const sign = signOf(negative, verb);
  const text = Number.isFinite(value) ? digitsOf(Math.abs(value), form, verb.precision) : printedFloat(Math.abs(value));
  const body = verb.letter === "E" || verb.letter === "G" ? text.toUpperCase() : text;
  if (!Number.isFinite(value)) return padded((sign || (Number.isNaN(value) ? "" : "+")) + body.replace(/^\+/, ""), verb);
  return verb.zero ? sign + padded(body, { ...verb, width: verb.width - sign.length }) : padded(sign + body, verb);
}

function digitsOf(size: number, form: string, precision: number | undefined): string {
  if (form === "e") return twoDigitExponent(size.toExponential(Math.min(precision ?? 6, 100)));
  if (form === "f") return fixed(size, Math.min(precision ?? 6, 100));
  if (precision === undefined) return printedFloat(size);
  const rounded = size.toExponential(Math.min(Math.max(precision, 1) - 1, 100));
  const exponent = Number(rounded.slice(rounded.indexOf("e") + 1));
  if (exponent < -4 || exponent >= Math.max(precision, 1))
    return twoDigitExponent(rounded.replace(/\.?0*e/, (zeros) => (rounded.includes(".") ? "e" : zeros)));
  const plain = Number(rounded).toFixed(Math.min(Math.max(precision, 1) - 1 - exponent, 100));
  return plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
}

function fixed(size: number, precision: number): string {
  if (size < 1e21) return size.toFixed(precision);
  return BigInt(size).toString() + (precision > 0 ? `.${"0".repeat(precision)}` : "");
}

function signOf(negative: boolean, verb: Verb): string {
  if (negative) return "-";
  return verb.plus ? "+" : verb.space ? " " : "";
}

function prefix(digits: string, { letter, sharp }: Verb): string {
  if (letter === "O") return "0o";
  if (!sharp) return "";
  if (letter === "b") return "0b";
  if (letter === "o") return digits.startsWith("0") ? "" : "0";
  return letter === "x" || letter === "X" ? "0x" : "";
}

function character(value: bigint, { letter, plus, sharp }: Verb): string {
  const valid = value >= 0n && value <= 0x10ffffn && (value < 0xd800n || value > 0xdfffn);
  const char = valid ? String.fromCodePoint(Number(value)) : "\ufffd";
  if (letter === "c") return toBytes(char);
  if (letter === "q") return quote(toBytes(char), plus, "'");
  const name = `U+${value.toString(16).toUpperCase().padStart(4, "0")}`;
  return sharp && /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char) ? `${name} '${toBytes(char)}'` : name;
}

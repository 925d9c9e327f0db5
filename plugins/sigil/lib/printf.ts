import { formatted, type Verb } from "./format.ts";
import { printed } from "./print.ts";
import { Trouble } from "./trouble.ts";
import { type List, typeName, type Value } from "./value.ts";

const directive = /%([+\-# 0]*)(?:\[(\d+)\])?(\d+|\*)?(?:(\.)(\d+|\*)?)?(?:\[(\d+)\])?([\x80-\xff]+|[\s\S])?/g;

/** Go's `Sprintf`, with its ways of saying inside the text that an argument is missing, left over or of the wrong kind. */
export function sprintf(format: string, values: List): string {
  let at = 0;
  let reordered = false;
  const take = (): Value | undefined => values[at++];
  const text = format.replace(directive, (_all, flags, early, width, point, precision, late, letter) => {
    const index: string | undefined = early ?? late;
    if (letter === undefined) return "%!(NOVERB)";
    if (letter === "%") return "%";
    const wide = size(width, take);
    const exact = point === undefined ? undefined : (size(precision, take) ?? 0);
    if (index !== undefined) {
      at = Number(index) - 1;
      reordered = true;
      if (at < 0 || at >= values.length) return `%!${letter}(BADINDEX)`;
    }
    if (at >= values.length) return `%!${letter}(MISSING)`;
    return formatted(take() ?? null, verbOf(letter, flags, wide, exact));
  });
  return reordered || at >= values.length ? text : `${text}${leftOver(values.slice(at))}`;
}

function verbOf(letter: string, flags: string, width: number | undefined, precision: number | undefined): Verb {
  const left = flags.includes("-") || (width ?? 0) < 0;
  return {
    letter,
    width: Math.abs(width ?? 0),
    precision,
    left,
    plus: flags.includes("+"),
    sharp: flags.includes("#"),
    space: flags.includes(" "),
    zero: flags.includes("0") && !left,
  };
}

function size(word: string | undefined, take: () => Value | undefined): number | undefined {
  if (word === undefined) return undefined;
  const number = word === "*" ? take() : BigInt(word);
  if (typeof number !== "bigint") throw new Trouble("printf: the argument for * must be an integer");
  if (number > 1_000_000n || number < -1_000_000n) throw new Trouble(`printf: the width or precision ${number} is too large`);
  return Number(number);
}

function leftOver(values: List): string {
  const words = values.map((value) => (value === null ? "<nil>" : `${typeName(value)}=${printed(value)}`));
  return `%!(EXTRA ${words.join(", ")})`;
}

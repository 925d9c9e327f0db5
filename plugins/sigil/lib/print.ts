import { isDict, isList, type List, Stream, sortedKeys, type Value } from "./value.ts";

/** A value as Go's `%v` writes it: `[a b]`, `map[k:v]`, `1e+06`, `<nil>`. */
export function printed(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return printedFloat(value);
  if (value === null) return "<nil>";
  if (value instanceof Stream) return value.text;
  if (isList(value)) return `[${value.map(printed).join(" ")}]`;
  if (isDict(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${printed(value.get(key) ?? null)}`)
      .join(" ")}]`;
  return String(value);
}

/** Go's `Sprint`: a space between two operands when neither is a string. */
export function sprint(values: List): string {
  let text = "";
  values.forEach((value, at) => {
    const before = values[at - 1];
    if (at > 0 && typeof value !== "string" && typeof before !== "string") text += " ";
    text += printed(value);
  });
  return text;
}

/** Go's `Sprintln`. */
export function sprintln(values: List): string {
  return `${values.map(printed).join(" ")}\n`;
}

/** The shortest digits that read back as the same number, with an exponent below 1e-04 and from 1e+06 on. */
export function printedFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e6 ? twoDigitExponent(value.toExponential()) : String(value);
}

/** `1e-7` is `1e-07` in Go. */
export function twoDigitExponent(scientific: string): string {
  return scientific.replace(/e([+-])(\d)$/, "e$10$2");
}

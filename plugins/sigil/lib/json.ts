import { toBytes, toText } from "./bytes.ts";
import { printed } from "./print.ts";
import { Trouble } from "./trouble.ts";
import { isDict, isList, Stream, sortedKeys, type Value } from "./value.ts";

/** Reads JSON; every number is a float, as in Go. */
export function fromJson(bytes: string): Value {
  try {
    return converted(JSON.parse(toText(bytes)));
  } catch (error) {
    throw error instanceof SyntaxError ? new Trouble(toBytes(error.message)) : error;
  }
}

/** Writes JSON as Go does: keys sorted, no spaces, and `<`, `>`, `&` escaped so that it may stand in HTML. */
export function toJson(value: Value): string {
  if (isList(value)) return `[${value.map(toJson).join(",")}]`;
  if (isDict(value))
    return `{${sortedKeys(value)
      .map((key) => `${string(key)}:${toJson(value.get(key) ?? null)}`)
      .join(",")}}`;
  if (typeof value === "string") return string(value);
  if (value instanceof Stream) return string(value.text);
  if (typeof value === "number" && !Number.isFinite(value)) throw new Trouble(`json: unsupported value: ${value}`);
  return Object.is(value, -0) ? "-0" : String(value);
}

function string(bytes: string): string {
  const json = JSON.stringify(toText(bytes));
  return toBytes(json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`));
}

/**
 * What `JSON.parse`, queries and YAML give, as a template's value; keys become strings as Go prints them. A part that stands in
 * many places is made once (`known`), as a short query can double what it has again and again.
 */
export function converted(value: unknown, known = new Map<object, Value>()): Value {
  if (typeof value === "string") return toBytes(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return value;
  if (typeof value !== "object" || value === null) return null;
  const made = known.get(value) ?? collection(value, known);
  known.set(value, made);
  return made;
}

function collection(value: object, known: Map<object, Value>): Value {
  if (Array.isArray(value)) return value.map((item) => converted(item, known));
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  const pairs = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(pairs.map(([key, item]) => [keyOf(converted(key)), converted(item, known)]));
}

function keyOf(key: Value): string {
  if (isList(key) || isDict(key)) throw new Trouble(`invalid map key: ${printed(key)}`);
  return printed(key);
}

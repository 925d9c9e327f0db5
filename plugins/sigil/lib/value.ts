import { Trouble } from "./trouble.ts";

/**
 * What a template computes with. A Go int is a bigint here and a float64 a number, so that `1` and `1.0` stay apart;
 * nil is null; strings are bytes (see bytes.ts).
 */
export type Value = string | bigint | number | boolean | null | List | Dict | Stream;
export type List = readonly Value[];
export type Dict = ReadonlyMap<string, Value>;

/** The contents of stdin or of a URL: accepted wherever a string or a file is. */
export class Stream {
  readonly name: string;
  readonly text: string;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }
}

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

export function isDict(value: Value): value is Dict {
  return value instanceof Map;
}

/** Whether `if` takes its first branch: anything but zero, empty, false and nil. */
export function isTrue(value: Value): boolean {
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return value.size > 0;
  return Boolean(value);
}

/** The type's name as Go prints it, for messages and for `%T`. */
export function typeName(value: Value): string {
  if (value === null) return "<nil>";
  if (typeof value === "string") return "string";
  if (typeof value === "bigint") return "int";
  if (typeof value === "number") return "float64";
  if (typeof value === "boolean") return "bool";
  if (isList(value)) return "[]interface {}";
  return isDict(value) ? "map[string]interface {}" : "stream";
}

/** A string, or the contents of a stream; anything else is a refusal that names the function. */
export function stringOf(value: Value, asker: string): string {
  if (typeof value === "string") return value;
  if (value instanceof Stream) return value.text;
  throw new Trouble(`${asker} must be given a string`);
}

/** A map's keys in the order Go's `range` and `print` visit them. */
export function sortedKeys(dict: Dict): string[] {
  return [...dict.keys()].sort();
}

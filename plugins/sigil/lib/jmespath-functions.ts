import { toBytes, toText } from "./bytes.ts";
import { isNumber } from "./jmespath-meaning.ts";
import type { Query } from "./jmespath-parser.ts";
import { fromJson, toJson } from "./json.ts";
import { Trouble } from "./trouble.ts";
import { type Dict, isDict, isList, type List, sortedKeys, type Value } from "./value.ts";

type Argument = Value | Query;

/** Runs one of JMESPath's functions; a `&query` argument comes as the query itself. */
export function callQueryFunction(name: string, args: readonly Argument[]): Value {
  const called = functions.get(name);
  if (!called) throw new Trouble(`unknown function ${name}`);
  if (args.length < called.length) throw new Trouble(`${name} needs ${called.length} arguments`);
  return called(...args);
}

const functions: ReadonlyMap<string, (...args: Argument[]) => Value> = new Map<string, (...args: Argument[]) => Value>([
  ["abs", (value) => Math.abs(num(value))],
  ["avg", (value) => (list(value).length === 0 ? null : sum(value) / list(value).length)],
  ["ceil", (value) => Math.ceil(num(value))],
  ["contains", (value, item) => (isText(value) ? value.includes(str(item)) : list(value).some((other) => other === item))],
  ["ends_with", (value, end) => str(value).endsWith(str(end))],
  ["floor", (value) => Math.floor(num(value))],
  ["join", (separator, value) => list(value).map(str).join(str(separator))],
  ["keys", (value) => sortedKeys(map(value))],
  ["length", (value) => lengthOf(value)],
  ["map", (query, value) => list(value).map(each(query))],
  ["max", (value) => list(value).toSorted(byOrder).at(-1) ?? null],
  ["max_by", (value, query) => sortedBy(value, query).at(-1) ?? null],
  ["merge", (...maps) => new Map(maps.flatMap((one) => [...map(one)]))],
  ["min", (value) => list(value).toSorted(byOrder)[0] ?? null],
  ["min_by", (value, query) => sortedBy(value, query)[0] ?? null],
  ["not_null", (...values) => values.map(plain).find((value) => value !== null) ?? null],
  ["reverse", (value) => (isText(value) ? toBytes([...toText(value)].reverse().join("")) : list(value).toReversed())],
  ["sort", (value) => list(value).toSorted(byOrder)],
  ["sort_by", (value, query) => sortedBy(value, query)],
  ["starts_with", (value, start) => str(value).startsWith(str(start))],
  ["sum", (value) => sum(value)],
  ["to_array", (value) => (isList(plain(value)) ? plain(value) : [plain(value)])],
  ["to_number", (value) => toNumber(plain(value))],
  ["to_string", (value) => (isText(value) ? value : toJson(plain(value)))],
  ["type", (value) => typeOf(plain(value))],
  ["values", (value) => sortedKeys(map(value)).map((key) => map(value).get(key) ?? null)],
]);

function toNumber(value: Value): Value {
  if (isNumber(value)) return value;
  try {
    const read = typeof value === "string" ? fromJson(value) : null;
    return isNumber(read) ? read : null;
  } catch {
    return null;
  }
}

function typeOf(value: Value): string {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (isDict(value)) return "object";
  return isNumber(value) ? "number" : typeof value;
}

function lengthOf(value: Argument | undefined): number {
  if (isText(value)) return [...toText(value)].length;
  const found = plain(value);
  return isDict(found) ? found.size : list(found).length;
}

function sortedBy(value: Argument | undefined, query: Argument | undefined): List {
  const key = each(query);
  return list(value).toSorted((one, other) => byOrder(key(one), key(other)));
}

function byOrder(one: Value, other: Value): number {
  if (isNumber(one) && isNumber(other)) return Number(one) - Number(other);
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : one > other ? 1 : 0;
  throw new Trouble("only numbers, or only strings, can be ordered");
}

function sum(value: Argument | undefined): number {
  return list(value).reduce<number>((total, item) => total + num(item), 0);
}

function plain(value: Argument | undefined): Value {
  if (value === undefined || typeof value === "function") throw new Trouble("a value is missing");
  return value;
}

function each(query: Argument | undefined): Query {
  if (typeof query !== "function") throw new Trouble("a &query is missing");
  return query;
}

function isText(value: Argument | undefined): value is string {
  return typeof value === "string";
}

function str(value: Argument | undefined): string {
  if (!isText(value)) throw new Trouble("a string is missing");
  return value;
}

function num(value: Argument | undefined): number {
  const found = plain(value);
  if (!isNumber(found)) throw new Trouble("a number is missing");
  return Number(found);
}

function list(value: Argument | undefined): List {
  const found = plain(value);
  if (!isList(found)) throw new Trouble("a list is missing");
  return found;
}

function map(value: Argument | undefined): Dict {
  const found = plain(value);
  if (!isDict(found)) throw new Trouble("a map is missing");
  return found;
}

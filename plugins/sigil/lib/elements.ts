import { Trouble } from "./trouble.ts";
import { isDict, isList, Stream, typeName, type Value } from "./value.ts";

/** Go's `len`: bytes of a string, elements of a list or map. */
export function lengthOf(value: Value): bigint {
  if (value === null) throw new Trouble("len of nil pointer");
  if (isDict(value)) return BigInt(value.size);
  if (isList(value) || typeof value === "string") return BigInt(value.length);
  throw new Trouble(`len of type ${typeName(value)}`);
}

/** Go's `index`: follows keys of maps and positions in lists; of a string it answers a byte's number. */
export function elementOf(value: Value, keys: readonly Value[]): Value {
  if (value === null) throw new Trouble("index of untyped nil");
  return keys.reduce<Value>(at, value);
}

/** Go's `slice`: from the first position up to (without) the second. */
export function sliceOf(value: Value, bounds: readonly Value[]): Value {
  if (value === null) throw new Trouble("slice of untyped nil");
  if (!isList(value) && typeof value !== "string") throw new Trouble(`can't slice item of type ${typeName(value)}`);
  if (bounds.length > 3) throw new Trouble(`too many slice indexes: ${bounds.length}`);
  if (bounds.length === 3 && typeof value === "string") throw new Trouble("cannot 3-index slice a string");
  const places = bounds.map((bound) => position(bound, value.length));
  const [start = 0, end = value.length, limit = value.length] = places;
  if (start > end) throw new Trouble(`invalid slice index: ${start} > ${end}`);
  if (end > limit) throw new Trouble(`invalid slice index: ${end} > ${limit}`);
  return value.slice(start, end);
}

function at(value: Value, key: Value): Value {
  if (value === null) throw new Trouble("index of nil pointer");
  if (isDict(value)) {
    if (typeof key !== "string") throw new Trouble(`value has type ${typeName(key)}; should be string`);
    return value.get(key) ?? null;
  }
  if (!isList(value) && typeof value !== "string")
    throw new Trouble(`can't index item of type ${typeName(value instanceof Stream ? value.text : value)}`);
  const place = position(key, value.length - 1);
  return typeof value === "string" ? BigInt(value.charCodeAt(place)) : (value[place] ?? null);
}

/** The number must be from 0 to `last`. */
function position(key: Value, last: number): number {
  if (typeof key !== "bigint")
    throw new Trouble(`cannot index slice/array with ${key === null ? "nil" : `type ${typeName(key)}`}`);
  if (key < 0n || key > BigInt(last)) throw new Trouble(`index out of range: ${key}`);
  return Number(key);
}

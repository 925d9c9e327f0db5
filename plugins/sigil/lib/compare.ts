import { Trouble } from "./trouble.ts";
import { isDict, isList, typeName, type Value } from "./value.ts";

/** Go's `eq`: whether the first equals any of the others. Types must agree; nil may be compared with anything. */
export function isEqual(first: Value, others: readonly Value[]): boolean {
  if (others.length === 0) throw new Trouble("missing argument for comparison");
  return others.some((other) => same(first, other));
}

/** Go's `lt`, for two numbers of one type or two strings (by bytes). */
export function isLess(first: Value, second: Value): boolean {
  for (const value of [first, second])
    if (value === null || isList(value) || isDict(value)) throw new Trouble("invalid type for comparison");
  if (typeof first !== typeof second) throw new Trouble("incompatible types for comparison");
  if (typeof first === "string" && typeof second === "string") return first < second;
  if (typeof first === "bigint" && typeof second === "bigint") return first < second;
  if (typeof first === "number" && typeof second === "number") return first < second;
  throw new Trouble("invalid type for comparison");
}

function same(first: Value, second: Value): boolean {
  if (first === null || second === null) return first === second;
  if (typeName(first) !== typeName(second)) throw new Trouble("incompatible types for comparison");
  if (isList(first) || isDict(first)) throw new Trouble(`cannot compare values of type ${typeName(first)}`);
  return first === second;
}

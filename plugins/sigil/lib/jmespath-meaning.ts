import type { Query } from "./jmespath-parser.ts";
import { Trouble } from "./trouble.ts";
import { isDict, isList, sortedKeys, type Value } from "./value.ts";

/** What each construct of JMESPath means. */
export function field(name: string): Query {
  return (value) => (isDict(value) ? (value.get(name) ?? null) : null);
}

/** `always` for a pipe, which ends projections and hands on even nil. */
export function then(left: Query, right: Query, always = false): Query {
  return (value) => {
    const found = left(value);
    return found === null && !always ? null : right(found);
  };
}

export function or(left: Query, right: Query): Query {
  return (value) => (isTruthy(left(value)) ? left(value) : right(value));
}

export function and(left: Query, right: Query): Query {
  return (value) => (isTruthy(left(value)) ? right(value) : left(value));
}

export function not(query: Query): Query {
  return (value) => !isTruthy(query(value));
}

export function projection(left: Query, right: Query): Query {
  return (value) => {
    const list = left(value);
    return isList(list) ? list.map(right).filter((item) => item !== null) : null;
  };
}

export function valueProjection(left: Query, right: Query): Query {
  return (value) => {
    const map = left(value);
    if (!isDict(map)) return null;
    return sortedKeys(map)
      .map((key) => right(map.get(key) ?? null))
      .filter((item) => item !== null);
  };
}

export function filter(left: Query, condition: Query, right: Query): Query {
  return projection((value) => {
    const list = left(value);
    return isList(list) ? list.filter((item) => isTruthy(condition(item))) : null;
  }, right);
}

export function flattened(left: Query): Query {
  return (value) => {
    const list = left(value);
    return isList(list) ? list.flat() : null;
  };
}

export function element(left: Query, at: number): Query {
  return (value) => {
    const list = left(value);
    return isList(list) ? (list.at(at) ?? null) : null;
  };
}

export function slice(left: Query, start?: number, end?: number, step = 1): Query {
  if (step === 0) throw new Trouble("a slice cannot have step 0");
  return (value) => {
    const list = left(value);
    if (!isList(list)) return null;
    const bound = (place: number): number => {
      const from = place < 0 ? place + list.length : place;
      return Math.min(Math.max(from, step < 0 ? -1 : 0), step < 0 ? list.length - 1 : list.length);
    };
    const first = start === undefined ? (step < 0 ? list.length - 1 : 0) : bound(start);
    const last = end === undefined ? (step < 0 ? -1 : list.length) : bound(end);
    const count = Math.max(0, Math.ceil((last - first) / step));
    return Array.from({ length: count }, (_none, at) => list[first + at * step] ?? null);
  };
}

export function comparison(mark: string, left: Query, right: Query): Query {
  return (value) => {
    const one = left(value);
    const other = right(value);
    if (mark === "==") return isSame(one, other);
    if (mark === "!=") return !isSame(one, other);
    if (!isNumber(one) || !isNumber(other)) return null;
    if (mark === "<") return one < other;
    if (mark === "<=") return one <= other;
    return mark === ">" ? one > other : one >= other;
  };
}

/** Not false, nil or empty; zero is true. */
export function isTruthy(value: Value): boolean {
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return value.size > 0;
  return value !== null && value !== false && value !== "";
}

/** Whether all parts are equal; an int and a float of one value are. */
export function isSame(one: Value, other: Value): boolean {
  if (isNumber(one) && isNumber(other)) return Number(one) === Number(other);
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, at) => isSame(item, other[at] ?? null));
  if (isDict(one) && isDict(other))
    return one.size === other.size && [...one].every(([key, item]) => other.has(key) && isSame(item, other.get(key) ?? null));
  return one === other;
}

export function isNumber(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

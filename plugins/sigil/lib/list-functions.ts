import { toBytes, toText } from "./bytes.ts";
import { asList, asString, onAny, type TemplateFunction } from "./function.ts";
import { matches } from "./glob.ts";
import { Trouble } from "./trouble.ts";
import { isDict, type List, stringOf, type Value } from "./value.ts";

/** Sigil's functions that make, change or join lists and maps. */
export const listFunctions: Readonly<Record<string, TemplateFunction>> = {
  seq: onAny(1, (count = null) => sequence(count)),
  split: {
    takes: ["string", "any"],
    call: (separator, text = null) => split(asString(separator), stringOf(text, "split")),
  },
  join: {
    takes: ["string", "list"],
    call: (separator, list) => strings(asList(list)).join(asString(separator)),
  },
  splitkv: {
    takes: ["string", "list"],
    call: (separator, list) => new Map(asList(list).map((item) => pair(item, asString(separator)))),
  },
  joinkv: {
    takes: ["string", "any"],
    call: (separator, map = null) => joined(asString(separator), map),
  },
  append: { takes: ["any", "list"], call: (item = null, list = null) => [...asList(list), item] },
  drop: { takes: ["any", "list"], call: (item = null, list = null) => without(item, asList(list)) },
  uniq: { takes: [], more: "list", call: (...lists) => [...new Set(lists.flatMap(asList))] },
};

function sequence(count: Value): List {
  const number = typeof count === "string" && /^[+-]?\d+$/.test(count) ? BigInt(count.replace("+", "")) : count;
  if (typeof number !== "bigint") throw new Trouble("seq must be given an integer or numeric string");
  if (number < 0n || number > 1_000_000n) throw new Trouble(`seq can count from 0 to 1000000, not to ${number}`);
  return Array.from({ length: Number(number) }, (_none, at) => String(at));
}

function split(separator: string, text: string): List {
  return separator === "" ? Array.from(toText(text), toBytes) : text.split(separator);
}

/** What is not a string is left out. */
function strings(list: List): string[] {
  return list.filter((item) => typeof item === "string");
}

function pair(item: Value, separator: string): [string, Value] {
  if (typeof item !== "string") throw new Trouble("splitkv must be given a list of strings");
  const at = item.indexOf(separator);
  return at === -1 ? [item, true] : [item.slice(0, at), item.slice(at + separator.length)];
}

function joined(separator: string, map: Value): List {
  if (!isDict(map)) throw new Trouble("joinkv must be given a string map of strings");
  return Array.from(map, ([key, value]) => {
    if (typeof value !== "string") throw new Trouble("joinkv must be given a string map of strings");
    return `${key}${separator}${value}`;
  });
}

/** A string is a pattern as for `match`. */
function without(item: Value, list: List): List {
  if (typeof item !== "string") return list.filter((other) => other !== item);
  const pattern = toText(item);
  return list.filter((other) => {
    if (typeof other !== "string") throw new Trouble("all elements must be a string to drop a string");
    return !matches(pattern, toText(other));
  });
}

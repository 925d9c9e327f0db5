import type { JSONArray, JSONValue } from "@jmespath-community/jmespath";
import { toBytes, toText } from "./bytes.ts";
import { converted, fromJson, toJson } from "./json.ts";
import { library } from "./library.ts";
import { Trouble } from "./trouble.ts";
import { isDict, isList, Stream, type Value } from "./value.ts";

type Jmespath = typeof import("@jmespath-community/jmespath");
type Query = Parameters<Jmespath["TreeInterpreter"]["search"]>[0];

/** The functions there are in JMESPath; those that the library has beside them would also let a query make endless strings. */
const FUNCTIONS = new Set(
  `abs avg ceil contains ends_with floor join keys length map max max_by merge min min_by not_null reverse sort sort_by
  starts_with sum to_array to_number to_string type values`.split(/\s+/),
);

let loaded: Jmespath | undefined;

/** Answers a JMESPath query (jmespath.org); nil where it finds nothing. Throws a Trouble for a query it cannot read. */
export function jmespath(query: string, value: Value): Value {
  loaded ??= asInGo(library("@jmespath-community/jmespath"));
  try {
    return converted(loaded.search(plain(value), toText(query)));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Trouble(`JmesPath: ${toBytes(error instanceof Error ? error.message : String(error))}`);
  }
}

/** Ints stay bigints, which no comparison takes for numbers: that is so in Go. Nothing is inherited, so `__proto__` is nil. */
function plain(value: Value): JSONValue {
  if (typeof value === "string") return toText(value);
  if (value instanceof Stream) return toText(value.text);
  if (isList(value)) return value.map(plain);
  if (!isDict(value)) return value as JSONValue;
  return Object.assign(Object.create(null), ...[...value].map(([key, item]) => ({ [toText(key)]: plain(item) })));
}

/** Where go-jmespath answers otherwise: names may be the largest and smallest, only JSON is a number, ints have a text. */
function asInGo(found: Jmespath): Jmespath {
  const { getRegisteredFunctions, registerFunction, TreeInterpreter, TYPE_ANY, TYPE_ARRAY, TYPE_EXPREF } = found;
  const text = (value: unknown): string => (typeof value === "string" ? value : toText(toJson(converted(value))));
  const unknown = (name: string) => () => {
    throw new Trouble(`unknown function: ${name}`);
  };
  for (const name of getRegisteredFunctions())
    if (!FUNCTIONS.has(name)) registerFunction(name, unknown(name), [{ types: [TYPE_ANY], variadic: true }], { override: true });
  registerFunction("to_string", ([value]) => text(value), [{ types: [TYPE_ANY] }], { override: true });
  registerFunction("to_number", ([value]) => numberOf(value), [{ types: [TYPE_ANY] }], { override: true });
  for (const [name, sign] of [["max_by", 1] as const, ["min_by", -1] as const]) {
    const by = ([list, query]: unknown[]) =>
      furthest(list as JSONArray, (item) => TreeInterpreter.search(query as Query, item), sign);
    registerFunction(name, by, [{ types: [TYPE_ARRAY] }, { types: [TYPE_EXPREF] }], { override: true });
  }
  return found;
}

function numberOf(value: unknown): number | null {
  try {
    const read = typeof value === "string" ? fromJson(toBytes(value)) : value;
    return typeof read === "number" ? read : null;
  } catch {
    return null;
  }
}

/** The first of the items whose key is the largest, or, with a sign of -1, the smallest. */
function furthest(items: JSONArray, keyOf: (item: JSONValue) => JSONValue, sign: number): JSONValue {
  const keys = items.map(keyOf);
  const all = (type: string) => keys.every((key) => typeof key === type);
  if (!all("number") && !all("string")) throw new Trouble("only numbers, or only strings, can be ordered");
  const order = keys as (number | string)[];
  const best = order.reduce((one, other) => ((sign > 0 ? other > one : other < one) ? other : one), order[0] ?? "");
  return items[order.indexOf(best)] ?? null;
}

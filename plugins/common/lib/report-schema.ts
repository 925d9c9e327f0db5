import { kebab } from "./json.ts";
import type { Ask, Keys, Report } from "./report.ts";

/** A JSON Schema, as far as it is told here: what `type` may be. */
export interface Schema {
  readonly type: string | readonly string[];
  readonly [key: string]: unknown;
}

/** A whole number; null where it is not set. */
export const WHOLE: Schema = { type: ["integer", "null"] };

/** `true` or `false`; null where it is not set. */
export const YES_NO: Schema = { type: ["boolean", "null"] };

const TEXT: Schema = { type: "string" };

/** The same value, which for `--json` is what `schema` says: `as(WHOLE, ask)`. An array is JSON in the report's text too. */
export const as = (schema: Schema | undefined, ask: Ask): Ask =>
  Object.assign((...asked: Parameters<Ask>) => ask(...asked), schema && { schema });

/** A key as `--json` has it: without the report's own prefix. */
export const ownKey = ({ plugin, type = plugin }: Report, key: string): string =>
  kebab(key.startsWith(`${type}-`) ? key.slice(type.length + 1) : key);

/** A schema of several, which share the one of an app. */
export interface ReportSchema {
  readonly $defs: { readonly app: Schema };
  readonly anyOf: readonly Readonly<Record<string, unknown>>[];
  readonly [key: string]: unknown;
}

/** What a report answers: of one app an object, of all a list; of `--global` an object; for a flag its bare value. */
export function reportSchema(what: Report): ReportSchema {
  const app = objectSchema(what, what.keys, { app: TEXT }, Boolean(what.more || what.json));
  const one = { $ref: "#/$defs/app" };
  const all = [
    one,
    { type: "array", items: one },
    ...(what.globalKeys ? [objectSchema(what, what.globalKeys, {}, Boolean(what.moreGlobal))] : []),
  ];
  const bare = Object.values({ ...what.keys, ...what.globalKeys }).flatMap(({ schema = TEXT }) => schema.type);
  return { $defs: { app }, anyOf: [...all, { type: [...new Set(what.more ? ["string", ...bare] : bare)] }] };
}

function objectSchema(what: Report, keys: Keys, fixed: Readonly<Record<string, Schema>>, open: boolean): Schema {
  const own = Object.entries(keys).map(([key, ask]): [string, Schema] => [ownKey(what, key), ask.schema ?? TEXT]);
  const properties = { ...fixed, ...Object.fromEntries(own) };
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: open };
}

import type { Schema } from "./schemas.ts";

const WIDTH = 110;

/** A schema as people read it: `{"app": string, "locked": boolean}`, one field a line where it gets long. `?` may be missing. */
export function shape(schema: Schema, indent = ""): string {
  const short = oneLine(schema);
  if (short.length + indent.length <= WIDTH) return short;
  if (Array.isArray(schema.anyOf))
    return schema.anyOf.map((one: Schema) => shape(resolved(one, schema), indent)).join(`\n${indent}or `);
  if (schema.type === "array") return `[${shape(schema.items as Schema, indent)}, ...]`;
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  if (!fields.length) return short;
  const lines = fields.map(([key, one]) => `${indent}  ${field(schema, key)}: ${shape(one, `${indent}  `)}`);
  return `{\n${[...lines, ...(isOpen(schema) ? [`${indent}  ...`] : [])].join(",\n")}\n${indent}}`;
}

function oneLine(schema: Schema): string {
  const { type, properties, anyOf, items, additionalProperties: more } = schema;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (Array.isArray(anyOf)) return anyOf.map((one: Schema) => oneLine(resolved(one, schema))).join(" | ");
  if (type === "array") return items && Object.keys(items).length ? `[${oneLine(items as Schema)}, ...]` : "[...]";
  if (type !== "object") return Array.isArray(type) ? type.join(" | ") : String(type ?? "anything");
  if (!properties) return `{"<name>": ${oneLine((more ?? {}) as Schema)}, ...}`;
  const fields = Object.entries(properties as Record<string, Schema>).map(
    ([key, one]) => `${field(schema, key)}: ${oneLine(one)}`,
  );
  return `{${[...fields, ...(isOpen(schema) ? ["..."] : [])].join(", ")}}`;
}

const field = ({ required }: Schema, key: string): string =>
  `"${key}"${(required as string[] | undefined)?.includes(key) ? "" : "?"}`;
const isOpen = ({ additionalProperties }: Schema): boolean => additionalProperties === true;

/** What `#/$defs/app` and the like stand for, also as the items of a list. */
function resolved(one: Schema, { $defs = {} }: Schema): Schema {
  const items = one.items as Schema | undefined;
  const found = (ref: unknown): Schema => ($defs as Record<string, Schema>)[String(ref).replace(/.*\//, "")] ?? {};
  if (one.$ref) return found(one.$ref);
  return items?.$ref ? { ...one, items: { const: "as above" } } : one;
}

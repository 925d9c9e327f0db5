/** Writes what `--json` prints of each command, from the types of their results: `core/node scripts/lib/schemas.ts`. */
import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { API, type Checker, SignatureKind, SymbolFlags, type Type, TypeFlags } from "typescript/unstable/sync";
import { kebab } from "../../plugins/common/lib/json.ts";
import { checkout, type Declared, declaredCommands } from "./declared.ts";

/** A JSON Schema, as far as results need it. */
export type Schema = Readonly<Record<string, unknown>>;

/** Where `dokku help --json` finds them, a line each. */
const FILE = "plugins/help/lib/schemas.jsonl";

/** The schema of each command's answer, by name; of those that answer line by line, of a line. Commands without JSON have none. */
export async function schemas(): Promise<Record<string, Schema>> {
  const commands = (await declaredCommands()).filter(({ json }) => json !== "none");
  const api = new API({ cwd: checkout });
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(checkout, "tsconfig.json")] }).getProjects();
    if (!project) throw new Error("TypeScript finds no project here");
    const { program, checker } = project;
    const schemaOf = (one: Declared): Schema => {
      if (one.schema) return one.schema();
      // A plugin that goes by two names is one folder, of which TypeScript takes either.
      const path = join(checkout, one.file);
      const source = program.getSourceFile(path) ?? program.getSourceFile(realpathSync(path));
      const module = source && checker.getSymbolAtLocation(source);
      const made = module && checker.getMemberInModuleExports(module, "default");
      const command = made && checker.getTypeOfSymbol(made);
      const result = command && returned(checker, command, one.json ? "line" : "answers");
      if (!result) throw new Error(`the type of ${one.name} in ${one.file} does not say what it answers`);
      return answerSchema(checker, result, one);
    };
    return Object.fromEntries(commands.map((one) => [one.name, schemaOf(one)]));
  } finally {
    api.close();
  }
}

/** What a command prints whose result is of that type: the words it was given where there is none; no line where a line has none. */
function answerSchema(checker: Checker, result: Type, { name, args = "", json }: Declared): Schema {
  const parts = partsOf(result);
  const told = parts.filter((part) => !isNothing(part)).map((part) => schemaOfType(checker, part, name));
  return oneOf(told.length < parts.length && !json ? [...told, wordsSchema(args)] : told);
}

/** An object of the declared arguments by name; those that may be left out may be missing. */
function wordsSchema(args: string): Schema {
  const words = [...args.matchAll(/(\[?)<([^>]+)>\]?(\.\.\.)?/g)];
  const properties = words.map(([, , word = "", dots]) => [kebab(word), dots ? list({ type: "string" }) : { type: "string" }]);
  const required = words.flatMap(([, open, word = "", dots]) => (open && !dots ? [] : kebab(word)));
  return object(Object.fromEntries(properties), required);
}

function schemaOfType(checker: Checker, type: Type, path: string): Schema {
  const parts = partsOf(type).filter((part) => !isNothing(part));
  if (parts.length !== 1) return oneOf(parts.map((part) => schemaOfType(checker, part, path)));
  const [only = type] = parts;
  const { flags } = only;
  if (only.isLiteralType()) return { const: only.value };
  if (flags & TypeFlags.StringLike) return { type: "string" };
  if (flags & TypeFlags.NumberLike) return { type: "number" };
  if (flags & TypeFlags.Null) return { type: "null" };
  if (flags & TypeFlags.Unknown) return {};
  if (flags & TypeFlags.Never) return { not: {} };
  if (flags & (TypeFlags.Object | TypeFlags.Intersection)) return schemaOfObject(checker, only, path);
  throw new Error(`${path} is of a type that JSON does not have: ${checker.typeToString(type)}`);
}

function schemaOfObject(checker: Checker, type: Type, path: string): Schema {
  const [first, second] = type.isTypeReference() ? checker.getTypeArguments(type) : [];
  if (checker.isArrayLikeType(type)) return list(first ? schemaOfType(checker, first, `${path}[]`) : {});
  if (/^(Readonly)?Map$/.test(type.getSymbol()?.name ?? "")) return map(second ? schemaOfType(checker, second, `${path}{}`) : {});
  const shown = checker.getPropertyOfType(type, "toJSON") && returned(checker, type, "toJSON");
  if (shown) return schemaOfType(checker, shown, path);
  const [index] = checker.getIndexInfosOfType(type);
  if (index) return map(schemaOfType(checker, index.valueType, `${path}{}`));
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const property of checker.getPropertiesOfType(type)) {
    const value = checker.getTypeOfSymbol(property);
    if (!value || partsOf(value).every(isNothing)) continue;
    properties[kebab(property.name)] = schemaOfType(checker, value, `${path}.${property.name}`);
    if (!(property.flags & SymbolFlags.Optional) && !partsOf(value).some(isNothing)) required.push(kebab(property.name));
  }
  return object(properties, required);
}

/** What the function returns that a property is. */
function returned(checker: Checker, type: Type, name: string): Type | undefined {
  const property = checker.getPropertyOfType(type, name);
  const all = property && checker.getTypeOfSymbol(property);
  const asked = all && partsOf(all).find((part) => !isNothing(part));
  const [signature] = asked ? checker.getSignaturesOfType(asked, SignatureKind.Call) : [];
  return signature && checker.getReturnTypeOfSignature(signature);
}

const partsOf = (type: Type): readonly Type[] => (type.isUnionType() ? type.getTypes() : [type]);
const isNothing = ({ flags }: Type): boolean => (flags & (TypeFlags.Void | TypeFlags.Undefined)) !== 0;

const list = (items: Schema): Schema => ({ type: "array", items });
const map = (additionalProperties: Schema): Schema => ({ type: "object", additionalProperties });
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

/** One of several; of constants an enumeration, of `true` and `false` a boolean. */
function oneOf(all: readonly Schema[]): Schema {
  const constants = all.filter((one) => "const" in one).map((one) => one.const);
  const others = all.filter((one) => !("const" in one));
  const both = constants.includes(true) && constants.includes(false);
  const values = both ? constants.filter((value) => typeof value !== "boolean") : constants;
  const parts = [
    ...others,
    ...(both ? [{ type: "boolean" }] : []),
    ...(values.length === 1 ? [{ const: values[0] }] : values.length ? [{ enum: values }] : []),
  ];
  return parts.length === 1 ? (parts[0] ?? {}) : { anyOf: parts };
}

if (import.meta.main) {
  const lines = Object.entries(await schemas()).map(([name, schema]) => `${JSON.stringify({ name, schema })}\n`);
  writeFileSync(join(checkout, FILE), lines.join(""));
}

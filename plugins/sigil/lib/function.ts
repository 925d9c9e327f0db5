import { TemplateError, Trouble } from "./trouble.ts";
import { isList, type List, typeName, type Value } from "./value.ts";

/** What a parameter takes: anything, only a string, or only a list (nil is the empty list). */
export type Parameter = "any" | "string" | "list";

/** A function that templates may call. */
export interface TemplateFunction {
  readonly takes: readonly Parameter[];
  /** What any further arguments must be; without it there may be none. */
  readonly more?: Parameter;
  readonly call: (...values: Value[]) => Value;
}

export type Functions = ReadonlyMap<string, TemplateFunction>;

/** A refused call in words that say which function, from its declaration. */
export function callFunction(functions: Functions, name: string, values: readonly Value[]): Value {
  const { takes, more, call } = functions.get(name) ?? unknown(name);
  const wanted = takes.length;
  if (values.length < wanted || (values.length > wanted && !more))
    throw new Trouble(`wrong number of args for ${name}: want ${more ? "at least " : ""}${wanted} got ${values.length}`);
  const checked = values.map((value, at) => accepted(value, takes[at] ?? more ?? "any", name));
  try {
    return bounded(call(...checked));
  } catch (error) {
    if (error instanceof TemplateError && name === "include") throw error;
    if (error instanceof Trouble || error instanceof TemplateError || isSystemError(error))
      throw new Trouble(`error calling ${name}: ${error.message}`);
    throw error;
  }
}

/** Shorthands for tables of functions. */
export function onAny(count: number, call: (...values: Value[]) => Value): TemplateFunction {
  return { takes: Array<Parameter>(count).fill("any"), call };
}

export function variadic(count: number, call: (...values: Value[]) => Value): TemplateFunction {
  return { ...onAny(count, call), more: "any" };
}

/** For parameters declared `string` or `list`: callFunction has looked already, this tells the compiler. */
export function asString(value: Value | undefined): string {
  if (typeof value !== "string") throw new Trouble("a string is missing");
  return value;
}

export function asList(value: Value | undefined): List {
  if (value === undefined || !isList(value)) throw new Trouble("a list is missing");
  return value;
}

function accepted(value: Value, parameter: Parameter, name: string): Value {
  if (parameter === "any") return value;
  if (parameter === "list" && value === null) return [];
  if (parameter === "list" ? isList(value) : typeof value === "string") return value;
  const expected = parameter === "list" ? "[]interface {}" : "string";
  throw new Trouble(`wrong type for value of ${name}; expected ${expected}; got ${typeName(value)}`);
}

/** No function of ours makes anything this large from a real template. */
function bounded(value: Value): Value {
  const size = typeof value === "string" || isList(value) ? value.length : 0;
  if (size > 16 * 1024 * 1024) throw new Trouble("the result is larger than 16 Mi");
  return value;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}

function unknown(name: string): never {
  throw new Trouble(`"${name}" is not a defined function`);
}

import { callFunction, type Functions } from "./function.ts";
import type { Command, Operand, Pipeline } from "./nodes.ts";
import { type Source, Trouble, troubleAt } from "./trouble.ts";
import { isDict, isTrue, typeName, type Value } from "./value.ts";

interface Variable {
  readonly name: string;
  value: Value;
}

/** Computes the values of pipelines, and keeps the variables they declare. */
export class Expressions {
  private readonly functions: Functions;
  private readonly source: Source;
  private readonly variables: Variable[];

  constructor(source: Source, functions: Functions, dollar: Value) {
    this.source = source;
    this.functions = functions;
    this.variables = [{ name: "$", value: dollar }];
  }

  declare(name: string, value: Value): void {
    this.variables.push({ name, value });
  }

  protected assign(name: string, value: Value): void {
    this.variable(name).value = value;
  }

  /** Variables declared by `work` are forgotten after it. */
  protected scoped<T>(work: () => T): T {
    const known = this.variables.length;
    const result = work();
    this.variables.length = known;
    return result;
  }

  /** Each command's value is the last argument of the next. */
  protected pipeline(pipeline: Pipeline, dot: Value): Value {
    let value: Value | undefined;
    for (const command of pipeline.commands) value = this.located(command, () => this.command(command, dot, value));
    const result = value ?? null;
    this.located(pipeline.commands.at(-1), () => this.bind(pipeline, result));
    return result;
  }

  private bind({ names, assigns }: Pipeline, value: Value): void {
    for (const name of names) {
      if (assigns) this.assign(name, value);
      else this.declare(name, value);
    }
  }

  private command({ words }: Command, dot: Value, final: Value | undefined): Value {
    const [first, ...rest] = words;
    if (first.kind === "function") return this.apply(first.name, rest, dot, final);
    if (first.kind === "nil") throw new Trouble("nil is not a command");
    if (rest.length > 0 || final !== undefined)
      throw new Trouble(`can't give argument to non-function ${this.source.text.slice(first.at, first.end)}`);
    return this.operand(first, dot);
  }

  private operand(word: Operand, dot: Value): Value {
    switch (word.kind) {
      case "literal":
        return word.value;
      case "nil":
        return null;
      case "dot":
        return dot;
      case "field":
        return fieldOf(dot, word.fields);
      case "variable":
        return fieldOf(this.variable(word.name).value, word.fields);
      case "function":
        return this.apply(word.name, [], dot, undefined);
      case "chain":
        return fieldOf(this.operand(word.base, dot), word.fields);
      case "pipeline":
        return this.pipeline(word.pipeline, dot);
    }
  }

  private apply(name: string, words: readonly Operand[], dot: Value, final: Value | undefined): Value {
    if (name === "and" || name === "or") return this.shortCircuit(name, words, dot, final);
    const values = words.map((word) => this.operand(word, dot));
    if (final !== undefined) values.push(final);
    return callFunction(this.functions, name, values);
  }

  private shortCircuit(name: "and" | "or", words: readonly Operand[], dot: Value, final: Value | undefined): Value {
    if (words.length === 0 && final === undefined) throw new Trouble(`wrong number of args for ${name}: want at least 1 got 0`);
    let value: Value = null;
    for (const word of words) {
      value = this.operand(word, dot);
      if (isTrue(value) === (name === "or")) return value;
    }
    return final ?? value;
  }

  private variable(name: string): Variable {
    const found = this.variables.findLast((variable) => variable.name === name);
    if (!found) throw new Trouble(`undefined variable: ${name}`);
    return found;
  }

  /** Tells where it happened when the one who found the trouble could not. */
  private located<T>(place: { at: number; end: number } | undefined, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Trouble) || !place) throw error;
      const words = this.source.text.slice(place.at, place.end);
      throw troubleAt(this.source, place.at, `at <${words}>: ${error.message}`);
    }
  }
}

/** Follows field names through maps; a missing key is nil, and so is all below it. */
function fieldOf(value: Value, fields: readonly string[]): Value {
  let found = value;
  for (const field of fields) {
    if (found === null) return null;
    if (!isDict(found)) throw new Trouble(`can't evaluate field ${field} in type ${typeName(found)}`);
    found = found.get(field) ?? null;
  }
  return found;
}

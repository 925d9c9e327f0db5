import type { Budget } from "./budget.ts";
import { Expressions } from "./expressions.ts";
import type { Functions } from "./function.ts";
import type { Block, Statement } from "./nodes.ts";
import type { Program } from "./parse.ts";
import { printed } from "./print.ts";
import { Trouble, troubleAt } from "./trouble.ts";
import { type Dict, isDict, isList, isTrue, sortedKeys, typeName, type Value } from "./value.ts";

const maxDepth = 500;

/**
 * Runs a parsed template over its variables and answers the text, as bytes (see bytes.ts).
 * Throws a TemplateError that names the line where it stopped.
 */
export function evaluate(program: Program, variables: Dict, functions: Functions, budget: Budget): string {
  const written: string[] = [];
  const evaluator = new Evaluator({ program, functions, budget, written }, variables, 0);
  for (const [name, value] of variables) evaluator.declare(`$${name}`, value);
  evaluator.run(program.body, variables);
  return written.join("");
}

/** What all the bodies of one rendering share. */
interface Run {
  readonly program: Program;
  readonly functions: Functions;
  readonly budget: Budget;
  readonly written: string[];
}

type Signal = "break" | "continue" | undefined;

class Evaluator extends Expressions {
  private readonly shared: Run;
  private readonly depth: number;

  constructor(shared: Run, dollar: Value, depth: number) {
    super(shared.program.source, shared.functions, dollar);
    this.shared = shared;
    this.depth = depth;
  }

  run(block: Block, dot: Value): Signal {
    for (const part of block) {
      const signal = this.placed(part, () => this.step(part, dot));
      if (signal) return signal;
    }
    return undefined;
  }

  /** Gives the trouble of a budget that is used up the line of the innermost statement that has one. */
  private placed<T>(part: Statement, work: () => T): T {
    try {
      return work();
    } catch (error) {
      const at = "at" in part ? part.at : undefined;
      throw error instanceof Trouble && at !== undefined ? this.trouble(at, error.message) : error;
    }
  }

  private step(part: Statement, dot: Value): Signal {
    this.shared.budget.step();
    switch (part.kind) {
      case "text":
        return this.write(part.text);
      case "action": {
        const value = this.pipeline(part.pipeline, dot);
        if (part.pipeline.names.length > 0) return undefined;
        return this.write(value === null ? "<no value>" : printed(value));
      }
      case "break":
      case "continue":
        return part.kind;
      case "template":
        return this.call(part, dot);
      default:
        return this.scoped(() => (part.kind === "range" ? this.range(part, dot) : this.branch(part, dot)));
    }
  }

  private branch(part: Extract<Statement, { kind: "if" | "with" | "range" }>, dot: Value): Signal {
    const value = this.pipeline(part.pipeline, dot);
    if (!isTrue(value)) return this.run(part.otherwise, dot);
    return this.run(part.body, part.kind === "with" ? value : dot);
  }

  private range(part: Extract<Statement, { kind: "if" | "with" | "range" }>, dot: Value): Signal {
    const { pipeline } = part;
    const value = this.pipeline(pipeline, dot);
    if (typeof value === "bigint" && pipeline.names.length > 1)
      throw this.trouble(part.at, `can't use ${value} to iterate over more than one variable`);
    const items = entries(value);
    if (!items) throw this.trouble(part.at, `range can't iterate over ${printed(value)} (${typeName(value)})`);
    let ran = false;
    for (const [key, item] of items) {
      ran = true;
      this.shared.budget.step();
      const turn = pipeline.names.length > 1 ? [key, item] : [item];
      for (const [at, name] of pipeline.names.entries()) this.assign(name, turn[at] ?? null);
      if (this.scoped(() => this.run(part.body, item)) === "break") return undefined;
    }
    return ran ? undefined : this.run(part.otherwise, dot);
  }

  private call(part: Extract<Statement, { kind: "template" }>, dot: Value): Signal {
    const body = this.shared.program.templates.get(part.name);
    if (!body) throw this.trouble(part.at, `template "${part.name}" not defined`);
    if (this.depth >= maxDepth) throw this.trouble(part.at, `exceeded maximum template depth (${maxDepth})`);
    const value = part.pipeline ? this.pipeline(part.pipeline, dot) : null;
    new Evaluator(this.shared, value, this.depth + 1).run(body, value);
    return undefined;
  }

  private write(text: string): undefined {
    this.shared.budget.write(text.length);
    this.shared.written.push(text);
  }

  private trouble(at: number, what: string) {
    return troubleAt(this.shared.program.source, at, what);
  }
}

/** What range walks over, with index or key first; nothing for nil, and no answer for what has no elements. */
function entries(value: Value): Iterable<readonly [Value, Value]> | undefined {
  if (value === null) return [];
  if (isList(value)) return value.map((item, at) => [BigInt(at), item] as const);
  if (isDict(value)) return sortedKeys(value).map((key) => [key, value.get(key) ?? null] as const);
  return typeof value === "bigint" ? counted(value) : undefined;
}

function* counted(limit: bigint): Generator<readonly [Value, Value]> {
  for (let at = 0n; at < limit; at++) yield [at, at];
}

import { evaluate } from "./evaluator.ts";
import { fileFunctions } from "./file-functions.ts";
import type { Functions } from "./function.ts";
import { goFunctions } from "./go-functions.ts";
import { listFunctions } from "./list-functions.ts";
import { parse } from "./parse.ts";
import { expandPosix } from "./posix.ts";
import type { Session } from "./session.ts";
import { textFunctions } from "./text-functions.ts";
import { TemplateError, Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";

/**
 * Renders one template as Sigil does: variables are `.NAME`, `$NAME` and, if strings, part of the environment; every
 * `$name` that occurs in the text exists, nil unless given. All strings are bytes. Throws a TemplateError.
 */
export function execute(text: string, name: string, variables: Map<string, Value>, caller: Session): string {
  const session = { ...caller, environment: new Map(caller.environment), depth: caller.depth + 1 };
  if (session.depth > 100) throw new TemplateError(name, 1, "templates include each other more than 100 deep");
  for (const [, word = ""] of text.matchAll(/\$([a-zA-Z_]\w*)/g)) if (!variables.has(word)) variables.set(word, null);
  for (const [key, value] of variables) if (typeof value === "string") session.environment.set(key, value);
  const functions: Functions = new Map(
    Object.entries({ ...goFunctions, ...textFunctions, ...listFunctions, ...fileFunctions(session, execute) }),
  );
  return named(name, () => {
    const source = { name, text: joined(session.posix ? expandPosix(text, session.environment) : text, session) };
    const { delimiters, budget } = session;
    return evaluate(parse(source, { delimiters, functions, variables: variables.keys() }), variables, functions, budget);
  });
}

/** A backslash before the closing delimiter joins the action with one that opens the next line. */
function joined(text: string, { delimiters: { left, right } }: Session): string {
  return text.replaceAll(`\\${right}\n${left}`, () => right + left);
}

function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Trouble) throw new TemplateError(name, 1, error.message);
    if (error instanceof RangeError) throw new TemplateError(name, 1, `too deeply nested or too large: ${error.message}`);
    throw error;
  }
}

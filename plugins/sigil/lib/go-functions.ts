import { isEqual, isLess } from "./compare.ts";
import { elementOf, lengthOf, sliceOf } from "./elements.ts";
import { htmlEscaped, jsEscaped, urlEscaped } from "./escape.ts";
import { asString, onAny, type TemplateFunction, variadic } from "./function.ts";
import { sprint, sprintln } from "./print.ts";
import { sprintf } from "./printf.ts";
import { Trouble } from "./trouble.ts";
import { isTrue, typeName, type Value } from "./value.ts";

/** What Go's text/template knows by itself. `and` and `or` stop early, so the evaluator runs them; here they only exist. */
export const goFunctions: Readonly<Record<string, TemplateFunction>> = {
  and: variadic(1, (value = null) => value),
  or: variadic(1, (value = null) => value),
  not: onAny(1, (value = null) => !isTrue(value)),
  eq: variadic(1, (first = null, ...others) => isEqual(first, others)),
  ne: onAny(2, (first = null, second = null) => !isEqual(first, [second])),
  lt: onAny(2, (first = null, second = null) => isLess(first, second)),
  le: onAny(2, (first = null, second = null) => isLess(first, second) || isEqual(first, [second])),
  gt: onAny(2, (first = null, second = null) => !isLess(first, second) && !isEqual(first, [second])),
  ge: onAny(2, (first = null, second = null) => !isLess(first, second)),
  len: onAny(1, (value = null) => lengthOf(value)),
  index: variadic(1, (value = null, ...keys) => elementOf(value, keys)),
  slice: variadic(1, (value = null, ...bounds) => sliceOf(value, bounds)),
  print: variadic(0, (...values) => sprint(values)),
  println: variadic(0, (...values) => sprintln(values)),
  printf: { takes: ["string"], more: "any", call: (format, ...values) => sprintf(asString(format), values) },
  html: variadic(0, (...values) => htmlEscaped(shown(values))),
  js: variadic(0, (...values) => jsEscaped(shown(values))),
  urlquery: variadic(0, (...values) => urlEscaped(shown(values))),
  call: variadic(1, (value = null) => notCallable(value)),
};

function shown(values: readonly Value[]): string {
  return sprint(values.map((value) => value ?? "<no value>"));
}

/** Sigil has no functions among its values. */
function notCallable(value: Value): never {
  throw new Trouble(value === null ? "call of nil" : `non-function of type ${typeName(value)}`);
}

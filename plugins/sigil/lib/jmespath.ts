import { toText } from "./bytes.ts";
import { parseQuery } from "./jmespath-parser.ts";
import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";

/** Answers a JMESPath query (jmespath.org); nil where it finds nothing. Throws a Trouble for a query it cannot read. */
export function jmespath(query: string, value: Value): Value {
  try {
    return parseQuery(toText(query))(value);
  } catch (error) {
    throw error instanceof Trouble ? new Trouble(`JmesPath: ${error.message}`) : error;
  }
}

import type { Delimiters } from "./action-lexer.ts";
import type { Budget } from "./budget.ts";
import type { Outside } from "./outside.ts";
import type { Reach } from "./reach.ts";

/** What a rendering takes along from a template into those it includes. */
export interface Session {
  /** What `var` and POSIX expansion see, as bytes; each template works on its own copy. */
  readonly environment: Map<string, string>;
  /** Where relative file names are looked up, after the working folder; the including template's folder comes first. */
  readonly folders: readonly string[];
  readonly reach: Reach;
  readonly outside: Outside;
  readonly budget: Budget;
  readonly delimiters: Delimiters;
  /** Whether `$NAME` and `${NAME:-word}` are expanded before the template is parsed. */
  readonly posix: boolean;
  /** How many templates include each other around this one. */
  readonly depth: number;
}

import type { Delimiters } from "./action-lexer.ts";
import { lex } from "./lexer.ts";
import type { Block } from "./nodes.ts";
import { TemplateParser } from "./template-parser.ts";
import type { Known } from "./token-reader.ts";
import type { Source } from "./trouble.ts";

/** A template ready to run: its own body, and the templates it defines by name. */
export interface Program {
  readonly source: Source;
  readonly body: Block;
  readonly templates: ReadonlyMap<string, Block>;
}

interface Grammar {
  readonly delimiters: Delimiters;
  /** Names that may be called. */
  readonly functions: Known;
  /** Names of variables that exist before the first line, without their `$`. */
  readonly variables: Iterable<string>;
}

/** Parses a template. Throws a TemplateError for anything Go's text/template would not accept. */
export function parse(source: Source, grammar: Grammar): Program {
  const names = ["$", ...Array.from(grammar.variables, (name) => `$${name}`)];
  const parser = new TemplateParser(source, lex(source, grammar.delimiters), grammar.functions, names);
  const body = parser.program();
  return { source, body, templates: parser.templates };
}

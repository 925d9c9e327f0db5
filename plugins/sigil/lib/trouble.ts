import { toText } from "./bytes.ts";

/** What is wrong, said by a function or a reader of literals that does not know where in the template it stands. */
export class Trouble extends Error {}

/** What is wrong with a template and where: its message is `name:line: what`, ready for a person. */
export class TemplateError extends Error {
  readonly template: string;
  readonly line: number;

  constructor(template: string, line: number, what: string) {
    super(`${template}:${line}: ${toText(what)}`);
    this.template = template;
    this.line = line;
  }
}

/** A template's name and text, for turning an offset into a line. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

export function troubleAt(source: Source, offset: number, what: string): TemplateError {
  let line = 1;
  for (let at = source.text.indexOf("\n"); at !== -1 && at < offset; at = source.text.indexOf("\n", at + 1)) line++;
  return new TemplateError(source.name, line, what);
}

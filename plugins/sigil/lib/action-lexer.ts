import { readLiteral } from "./literals.ts";
import { type Kind, keywords, type Token } from "./token.ts";
import { type Source, Trouble, troubleAt } from "./trouble.ts";
import type { Value } from "./value.ts";

/** What opens and closes an action; `{{` and `}}` unless told otherwise. */
export interface Delimiters {
  readonly left: string;
  readonly right: string;
}

/** Where text goes on after an action, and whether its leading white space is to go. */
export interface ActionEnd {
  readonly at: number;
  readonly trims: boolean;
}

/** The closing delimiter at this offset, with or without a trim marker (one space and a minus). */
export function rightDelimiter(text: string, at: number, right: string): ActionEnd | undefined {
  if (text.startsWith(right, at)) return { at: at + right.length, trims: false };
  const trims = /^[ \t\r\n]-$/.test(text.slice(at, at + 2)) && text.startsWith(right, at + 2);
  return trims ? { at: at + 2 + right.length, trims: true } : undefined;
}

/** The tokens of one action; answers where it ends. */
export function* lexAction(source: Source, start: number, { right }: Delimiters): Generator<Token, ActionEnd> {
  const { text } = source;
  let at = start;
  let depth = 0;
  let spaced = false;
  for (;;) {
    const close = rightDelimiter(text, at, right);
    if (close) {
      if (depth > 0) throw troubleAt(source, at, "unclosed left paren");
      yield { kind: "right", text: right, value: null, at, end: close.at, spaced };
      return close;
    }
    const char = text.charAt(at);
    if (!char) throw troubleAt(source, at, "unclosed action");
    if (isSpace(char)) {
      at++;
      spaced = true;
      continue;
    }
    const token = readToken(source, at, right, spaced);
    if (token.text === "(" && token.kind === "mark") depth++;
    if (token.text === ")" && token.kind === "mark" && --depth < 0) throw troubleAt(source, at, "unexpected right paren");
    yield token;
    at = token.end;
    spaced = false;
  }
}

function readToken(source: Source, at: number, right: string, spaced: boolean): Token {
  const { text } = source;
  const char = text.charAt(at);
  const make = (kind: Kind, word: string, end: number, value: Value = null): Token => ({
    kind,
    text: word,
    value,
    at,
    end,
    spaced,
  });
  if (`"'\`+-0123456789`.includes(char) || /^\.\d/.test(text.slice(at, at + 2))) {
    const literal = locate(source, at, () => readLiteral(text, at));
    return make("literal", text.slice(at, literal.end), literal.end, literal.value);
  }
  if (text.startsWith(":=", at)) return make("mark", ":=", at + 2);
  if (char === ":") throw troubleAt(source, at, "expected :=");
  const prefix = char === "." || char === "$" ? 1 : 0;
  const end = wordEnd(text, at + prefix);
  const word = text.slice(at + prefix, end);
  if (!prefix && !word) return make("mark", char, at + 1);
  const next = text.charAt(end);
  if (next && !isSpace(next) && !".,|:()".includes(next) && !text.startsWith(right, end))
    throw troubleAt(source, end, `bad character '${next}' after ${text.slice(at, end)}`);
  if (char === ".") return word ? make("field", word, end) : make("dot", ".", end);
  if (char === "$") return make("variable", `$${word}`, end);
  if (word === "true" || word === "false") return make("literal", word, end, word === "true");
  if (word === "nil") return make("nil", word, end);
  return make(keywords.has(word) ? "keyword" : "word", word, end);
}

/** Letters, digits and `_`; every byte of a letter outside ASCII counts as one. */
function wordEnd(text: string, start: number): number {
  const word = /[\w\u0080-\u00ff]*/y;
  word.lastIndex = start;
  return start + (word.exec(text)?.[0].length ?? 0);
}

function locate<T>(source: Source, at: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Trouble ? troubleAt(source, at, error.message) : error;
  }
}

function isSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\r" || char === "\n";
}

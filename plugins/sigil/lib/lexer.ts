import { type Delimiters, lexAction, rightDelimiter } from "./action-lexer.ts";
import type { Token } from "./token.ts";
import { type Source, troubleAt } from "./trouble.ts";

/**
 * Cuts a template into text and the tokens of its actions, as Go's text/template does: `{{- ` takes the white space
 * before an action away, ` -}}` the white space after it, and a comment leaves nothing. A token is read when it is
 * asked for, so that of several mistakes the first is told.
 */
export function* lex(source: Source, delimiters: Delimiters): Generator<Token> {
  const { text } = source;
  const { left } = delimiters;
  let at = 0;
  let trims = false;
  for (;;) {
    const open = text.indexOf(left, at);
    const trimsBefore = open !== -1 && /^-[ \t\r\n]/.test(text.slice(open + left.length, open + left.length + 2));
    yield* plain(text.slice(at, open === -1 ? undefined : open), at, trims, trimsBefore);
    if (open === -1) break;
    const start = open + left.length + (trimsBefore ? 2 : 0);
    if (text.startsWith("/*", start)) {
      ({ at, trims } = skipComment(source, start, delimiters));
    } else {
      yield token("left", left, open, start);
      ({ at, trims } = yield* lexAction(source, start, delimiters));
    }
  }
  yield token("end", "", text.length, text.length);
}

function plain(text: string, at: number, trimsStart: boolean, trimsEnd: boolean): Token[] {
  let rest = trimsStart ? text.replace(/^[ \t\r\n]+/, "") : text;
  if (trimsEnd) rest = withoutTail(rest);
  return rest ? [token("text", rest, at, at + text.length)] : [];
}

/** A loop and not a pattern: `/\s+$/` takes quadratic time on long runs of spaces. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && " \t\r\n".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

function skipComment(source: Source, start: number, delimiters: Delimiters): { at: number; trims: boolean } {
  const close = source.text.indexOf("*/", start + 2);
  if (close === -1) throw troubleAt(source, start, "unclosed comment");
  const end = rightDelimiter(source.text, close + 2, delimiters.right);
  if (!end) throw troubleAt(source, start, "comment ends before closing delimiter");
  return end;
}

function token(kind: Token["kind"], text: string, at: number, end: number): Token {
  return { kind, text, value: null, at, end, spaced: false };
}

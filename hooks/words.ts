/**
 * Splits a line into words by the quoting rules of a POSIX shell, and nothing else: no variables, no globs, no commands.
 * For contracts that are text: `SSH_ORIGINAL_COMMAND`, `docker-args-*`, stored docker options.
 * An unfinished quote is an error that names the line.
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let rest = line;
  while (rest) {
    const [piece = ""] = /^(?:\s+|'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]+)/s.exec(rest) ?? [];
    if (!piece) throw new Error(`unfinished quote in: ${line}`);
    rest = rest.slice(piece.length);
    if (/^\s/.test(piece)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + unquote(piece);
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** What stands behind the first words of a line, as it is written there. */
export function restOf(line: string, words: number): string {
  const word = /\s*(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]+)+/sy;
  for (let passed = 0; passed < words; passed++) word.test(line);
  return line.slice(word.lastIndex).trim();
}

function unquote(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1);
  if (piece.startsWith('"')) return piece.slice(1, -1).replace(/\\(["\\$`\n])/g, (_, c: string) => (c === "\n" ? "" : c));
  if (piece.startsWith("\\")) return piece === "\\\n" ? "" : piece.slice(1);
  return piece;
}

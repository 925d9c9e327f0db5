import { Trouble } from "./trouble.ts";

/** A line cut into words as a shell would: spaces part them, quotes and backslashes keep them together, `#` ends the line. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === "'" || char === '"') {
      const close = closing(line, at);
      word = (word ?? "") + inner(line.slice(at + 1, close), char);
      at = close;
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "#" && word === undefined) {
      at = line.indexOf("\n", at) === -1 ? line.length : line.indexOf("\n", at);
    } else {
      word = (word ?? "") + (char === "\\" ? line.charAt(++at) : char);
    }
  }
  return word === undefined ? words : [...words, word];
}

function closing(line: string, open: number): number {
  const quote = line.charAt(open);
  for (let at = open + 1; at < line.length; at++) {
    if (line.charAt(at) === quote) return at;
    if (quote === '"' && line.charAt(at) === "\\") at++;
  }
  throw new Trouble(`a ${quote} is not closed in: ${line}`);
}

function inner(text: string, quote: string): string {
  return quote === '"' ? text.replace(/\\([\s\S])/g, "$1") : text;
}

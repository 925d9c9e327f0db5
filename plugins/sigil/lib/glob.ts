import { Trouble } from "./trouble.ts";

type Part = { readonly kind: "star" } | { readonly kind: "one"; readonly fits: (char: string) => boolean };

/**
 * Go's `path.Match`: `*` and `?` do not cross a `/`, `[a-z]` and `[^a-z]` are classes, a backslash keeps what follows.
 * Throws a Trouble for a pattern that has no meaning.
 */
export function matches(pattern: string, name: string): boolean {
  const parts = parsed([...pattern]);
  const chars = [...name];
  let at = 0;
  let star = -1;
  let resume = 0;
  let part = 0;
  while (at < chars.length || part < parts.length) {
    const here = parts[part];
    const char = chars[at];
    if (here?.kind === "star") {
      star = part++;
      resume = at;
    } else if (here && char !== undefined && here.fits(char)) {
      part++;
      at++;
    } else if (star >= 0 && resume < chars.length && chars[resume] !== "/") {
      part = star + 1;
      at = ++resume;
    } else return false;
  }
  return true;
}

function parsed(pattern: readonly string[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < pattern.length) {
    const char = pattern[at];
    if (char === "*") parts.push({ kind: "star" });
    else if (char === "?") parts.push({ kind: "one", fits: (other) => other !== "/" });
    else if (char === "[") {
      const { fits, end } = characterClass(pattern, at + 1);
      parts.push({ kind: "one", fits });
      at = end;
      continue;
    } else {
      const wanted = char === "\\" ? pattern[++at] : char;
      if (wanted === undefined) throw bad();
      parts.push({ kind: "one", fits: (other) => other === wanted });
    }
    at++;
  }
  return parts;
}

function characterClass(pattern: readonly string[], start: number): { fits: (char: string) => boolean; end: number } {
  const negated = pattern[start] === "^";
  const ranges: [string, string][] = [];
  let at = negated ? start + 1 : start;
  while (pattern[at] !== "]" || ranges.length === 0) {
    const low = member(pattern, at);
    const isRange = pattern[low.end] === "-";
    const high = isRange ? member(pattern, low.end + 1) : low;
    ranges.push([low.char, high.char]);
    at = high.end;
  }
  return { fits: (char) => ranges.some(([low, high]) => low <= char && char <= high) !== negated, end: at + 1 };
}

function member(pattern: readonly string[], at: number): { char: string; end: number } {
  const escaped = pattern[at] === "\\";
  const char = pattern[escaped ? at + 1 : at];
  if (char === undefined || (!escaped && (char === "-" || char === "]"))) throw bad();
  return { char, end: at + (escaped ? 2 : 1) };
}

function bad(): Trouble {
  return new Trouble("syntax error in pattern");
}

import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";
import { scalarOf, unquoted } from "./yaml-scalar.ts";

export const quotedScalar = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'/y;

/** Reads `[a, b]`, `{a: b}` or a quoted scalar that makes up all of `text` but a comment. */
export function readFlow(text: string): Value {
  const reader = new FlowReader(text);
  const value = reader.value();
  reader.finish();
  return value;
}

class FlowReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(): Value {
    this.blank();
    const char = this.text.charAt(this.at);
    if (char === "[") return this.list();
    if (char === "{") return this.map();
    return char === '"' || char === "'" ? this.quoted() : this.plain();
  }

  finish(): void {
    this.blank();
    if (this.at < this.text.length) throw new Trouble(`yaml: unexpected ${this.text.slice(this.at, this.at + 20)}`);
  }

  private list(): Value {
    const items: Value[] = [];
    this.at++;
    while (!this.took("]")) {
      const item = this.value();
      items.push(this.took(":") ? new Map([[keyOf(item), this.value()]]) : item);
      if (!this.took(",") && this.peek() !== "]") throw new Trouble("yaml: did not find expected ',' or ']'");
    }
    return items;
  }

  private map(): Value {
    const pairs = new Map<string, Value>();
    this.at++;
    while (!this.took("}")) {
      const key = keyOf(this.value());
      pairs.set(key, this.took(":") ? this.value() : null);
      if (!this.took(",") && this.peek() !== "}") throw new Trouble("yaml: did not find expected ',' or '}'");
    }
    return pairs;
  }

  private quoted(): string {
    quotedScalar.lastIndex = this.at;
    const found = quotedScalar.exec(this.text)?.[0];
    if (found === undefined) throw new Trouble("yaml: a quoted text is not closed");
    this.at += found.length;
    return unquoted(found);
  }

  private plain(): Value {
    const word = /(?:[^,[\]{}:#\n]|:(?![\s,[\]{}]|$)|(?<=\S)#)*/y;
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    refuseSpecial(found);
    return scalarOf(found.trim());
  }

  private took(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  private peek(): string {
    this.blank();
    if (this.at >= this.text.length) throw new Trouble("yaml: a bracket is not closed");
    return this.text.charAt(this.at);
  }

  private blank(): void {
    const space = /(?:\s|(?<=\s|^)#[^\n]*)*/y;
    space.lastIndex = this.at;
    this.at += space.exec(this.text)?.[0].length ?? 0;
  }
}

/** Keys are strings here, whatever they look like. */
export function keyOf(value: Value): string {
  if (value === null || typeof value === "object") throw new Trouble("yaml: only plain words may be keys");
  return String(value);
}

/** Says clearly what is left out of YAML, before it is taken for a word. */
export function refuseSpecial(word: string): void {
  if (/^[&*!]/.test(word)) throw new Trouble(`yaml: anchors, aliases and tags are not supported: ${word}`);
  if (/^[%@`]/.test(word) || /^\?(\s|$)/.test(word)) throw new Trouble(`yaml: cannot read ${word}`);
}

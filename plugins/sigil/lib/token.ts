import type { Value } from "./value.ts";

export type Kind =
  | "text"
  | "left"
  | "right"
  | "keyword"
  | "word"
  | "field"
  | "variable"
  | "dot"
  | "nil"
  | "literal"
  | "mark"
  | "end";

/** A piece of a template. `mark` is one of `| ( ) , = :=` or a character that has no meaning there. */
export interface Token {
  readonly kind: Kind;
  /** As written, without the dot of a field. */
  readonly text: string;
  /** What a literal stands for; null for all else. */
  readonly value: Value;
  readonly at: number;
  readonly end: number;
  /** Whether white space stood before it: `.A .B` are two words, `.A.B` is one. */
  readonly spaced: boolean;
}

export const keywords: ReadonlySet<string> = new Set("block break continue define else end if range template with".split(" "));

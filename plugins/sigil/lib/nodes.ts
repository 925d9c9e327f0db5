import type { Value } from "./value.ts";

/** One word of a command. `at` and `end` are offsets into the source, for messages. */
export type Operand = { readonly at: number; readonly end: number } & (
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "nil" }
  | { readonly kind: "dot" }
  | { readonly kind: "field"; readonly fields: readonly string[] }
  | { readonly kind: "variable"; readonly name: string; readonly fields: readonly string[] }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "chain"; readonly base: Operand; readonly fields: readonly string[] }
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline }
);

/** A function or a value with its arguments, words in the manner of a shell. */
export interface Command {
  readonly words: readonly [Operand, ...Operand[]];
  readonly at: number;
  readonly end: number;
}

/** Commands fed into each other, and the variables that take the result: new ones (`:=`) or old ones (`=`). */
export interface Pipeline {
  readonly names: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

export type Block = readonly Statement[];

interface Branches {
  readonly at: number;
  readonly pipeline: Pipeline;
  readonly body: Block;
  readonly otherwise: Block;
}

export type Statement =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly pipeline: Pipeline }
  | ({ readonly kind: "if" | "with" | "range" } & Branches)
  | { readonly kind: "template"; readonly at: number; readonly name: string; readonly pipeline: Pipeline | undefined }
  | { readonly kind: "break" | "continue" };

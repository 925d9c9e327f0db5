/** The type of a declared argument list: `<a> [<b>] [<c>...]` is `{ a: string; b?: string; c: string[] }`. */
export type Words<A extends string> = A extends `${infer First} ${infer Rest}` ? Word<First> & Words<Rest> : Word<A>;

type Word<T extends string> = T extends `[<${infer N}>...]` | `<${infer N}>...`
  ? { readonly [K in N]: string[] }
  : T extends `[<${infer N}>]`
    ? { readonly [K in N]?: string }
    : T extends `<${infer N}>`
      ? { readonly [K in N]: string }
      : unknown;

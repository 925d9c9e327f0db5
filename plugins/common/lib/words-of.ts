/** The type of a declared argument list: `<a> [<b>] [<c>...]` is `{ a: string; b?: string; c: string[] }`. */
export type Words<A extends string> = A extends `${infer First} ${infer Rest}` ? Word<First> & Words<Rest> : Word<A>;

type Word<T extends string> = T extends `[<${infer N}>...]` | `<${infer N}>...`
  ? { readonly [K in N]: string[] }
  : T extends `[<${infer N}>]`
    ? { readonly [K in N]?: string }
    : T extends `<${infer N}>`
      ? { readonly [K in N]: string }
      : unknown;

/** Gives each word the name its place declares, or says in a sentence what is missing or too much. */
export function wordsOf(args: string, given: readonly string[]): Record<string, string | string[] | undefined> | string {
  const words: Record<string, string | string[] | undefined> = {};
  const left = [...given];
  for (const [place, open, name = "", , dots] of args.matchAll(/(\[?)<([^>]+)>(\]?)(\.\.\.)?\]?/g)) {
    if (dots) words[name] = left.splice(0);
    else words[name] = left.shift();
    const missing = dots ? words[name]?.length === 0 : !words[name];
    if (missing && !open) return `${place.replace(/\.\.\.$/, "")} is missing`;
  }
  return left.length ? `too many arguments, beginning with ${JSON.stringify(left[0])}` : words;
}

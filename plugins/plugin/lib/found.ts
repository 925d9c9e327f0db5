import type { Known } from "hokku/known-plugins";

/** Those that have all these words in their name, address or purpose, in any case of letters. */
export function found(plugins: readonly Known[], words: readonly string[]): Known[] {
  const has = ({ name, url, purpose }: Known, word: string) =>
    `${name} ${url} ${purpose}`.toLowerCase().includes(word.toLowerCase());
  return plugins.filter((plugin) => words.every((word) => has(plugin, word)));
}

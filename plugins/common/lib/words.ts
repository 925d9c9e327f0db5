/** Splitting text into words by a shell's quoting rules, and nothing else of a shell. */
export { splitWords } from "../../../hooks/words.ts";

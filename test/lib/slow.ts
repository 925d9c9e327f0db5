import { readFileSync } from "node:fs";

/** Whether a test file is left out of a quick run: one of its first lines is `// slow: why`, in bats `# slow: why`. */
export const isSlow = (file: string): boolean =>
  readFileSync(file, "utf8")
    .split("\n", 10)
    .some((line) => /^(\/\/|#) slow: ./.test(line));

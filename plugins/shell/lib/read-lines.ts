import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import type { Io } from "hokku";
import { readText } from "hokku/files";

/** Lines as they are typed, with a prompt and a history, or as they come from a pipe. Ends with the input. */
export async function* readLines(io: Io, history: string): AsyncGenerator<string> {
  if (io.stdin !== "inherit" || !process.stdin.isTTY) return yield* pipedLines(io);
  for (;;) {
    const known = (readText(history) ?? "").split("\n").filter(Boolean).reverse();
    // Its own reader for each line: while a command runs, the terminal is the command's.
    const terminal = createInterface({ input: process.stdin, output: process.stdout, history: known, historySize: 1000 });
    const line = await new Promise<string | undefined>((resolve) => {
      terminal.on("close", () => resolve(undefined)).on("SIGINT", () => resolve(""));
      void terminal.question("dokku> ").then(resolve, () => resolve(undefined));
    });
    terminal.close();
    if (line === undefined) return;
    if (line.trim() && line !== known[0]) appendFileSync(history, `${line}\n`, { mode: 0o600 });
    yield line;
  }
}

async function* pipedLines({ stdin }: Io): AsyncGenerator<string> {
  if (stdin !== "inherit") return yield* stdin.toString("utf8").split("\n");
  yield* createInterface({ input: process.stdin });
}

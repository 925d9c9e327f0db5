import { createInterface, type Interface } from "node:readline";
import type { Io } from "hokku";
import { readText } from "hokku/files";

const { appendFileSync } = process.getBuiltinModule("node:fs");

/** Lines as they are typed, with a prompt and a history, or as they come from a pipe. Ends with the input. */
export function readLines(io: Io, history: string): AsyncGenerator<string> {
  if (io.stdin === "inherit" && process.stdin.isTTY) return typedLines(history);
  return pipedLines(io);
}

async function* typedLines(file: string): AsyncGenerator<string> {
  const history = (readText(file) ?? "").split("\n").filter(Boolean).reverse();
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    history,
    historySize: 1000,
    prompt: "dokku> ",
  });
  const next = queueOf(terminal);
  for (let last = history[0]; ; ) {
    process.stdin.setRawMode(true);
    terminal.prompt();
    const line = await next();
    if (line === undefined) return void process.stdout.write("\n");
    if (line.trim() && line !== last) appendFileSync(file, `${line}\n`, { mode: 0o600 });
    last = line;
    // While a command runs, the terminal is the command's.
    terminal.pause();
    process.stdin.setRawMode(false);
    yield line;
  }
}

/** Answers the lines one by one, also those that were typed ahead; undefined at the end. */
function queueOf(terminal: Interface): () => Promise<string | undefined> {
  const lines: (string | undefined)[] = [];
  let wake = () => {};
  const add = (line?: string) => {
    lines.push(line);
    wake();
  };
  terminal.on("line", add).on("close", () => add(undefined));
  terminal.on("SIGINT", () => {
    process.stdout.write("^C\n");
    terminal.write(null, { ctrl: true, name: "u" });
    terminal.prompt();
  });
  return async () => {
    while (!lines.length) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return lines.shift();
  };
}

async function* pipedLines({ stdin }: Io): AsyncGenerator<string> {
  if (stdin !== "inherit") return yield* stdin.toString("utf8").split("\n");
  yield* createInterface({ input: process.stdin });
}

#!/usr/bin/env hokku
import { join } from "node:path";
import { command, trouble, write } from "hokku";
import { run } from "hokku/run";
import { splitWords } from "hokku/words";
import { readLines } from "../lib/read-lines.ts";

export default command({
  name: "shell",
  summary: "Type commands without the word dokku, until exit or the end of input",
  json: "none",
  run: async ({ io }) => {
    const ignore = () => {};
    process.on("SIGINT", ignore);
    const inner = process.stdin.isTTY ? io : { ...io, stdin: Buffer.alloc(0) };
    for await (const line of readLines(io, join(io.env.DOKKU_ROOT ?? "", ".dokku_history"))) {
      const words = split(line);
      if (words[0] === "exit" || words[0] === "quit") break;
      if (words[0] === "clear") write(io, "\x1b[2J\x1b[H");
      else if (words.length) await run(inner, join(io.env.HOKKU_PATH ?? "", "core", "dokku"), words);
    }
    process.off("SIGINT", ignore);
  },
});

/** Quotes count as in a shell; nothing is expanded. */
function split(line: string): string[] {
  try {
    const words = splitWords(line);
    return words[0] === "dokku" ? words.slice(1) : words;
  } catch (error) {
    trouble(error instanceof Error ? error.message : String(error));
    return [];
  }
}

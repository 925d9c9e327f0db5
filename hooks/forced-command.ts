import { splitWords } from "./words.ts";

/** sshd's forced command: the client's words, split without a shell, then run as if typed here. */
const line = process.env.SSH_ORIGINAL_COMMAND ?? "";
delete process.env.SSH_ORIGINAL_COMMAND;
process.env.HOKKU_LINE = line; // as it was written, for commands that hand words on to a program of the app
try {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...splitWords(line));
} catch (error) {
  process.stderr.write(` !     ${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}
await import("../core/dokku.ts");

import { Exit, type Io } from "../core/execute.ts";
import { write } from "./hook.ts";

/** What was thrown. The core notes in which executable (`origin`), a command that it answers in JSON (`json`). */
type Failure = Partial<Error & { readonly code: string; readonly origin: string; readonly json: boolean }>;

/**
 * Reports how it failed, once: a refusal in its own words, a fault with whose it is and where in their code. It goes to stderr,
 * or as `{"error": {"code", "message", "hint"}}` to stdout where JSON was asked for. `words` are the command and its arguments.
 */
export default async function failed(words: string[], io: Io & { readonly error?: unknown }): Promise<void> {
  const { message = String(io.error), stack = message, code: errno = "", origin = "", json = false }: Failure = Object(io.error);
  const text =
    io.error instanceof Exit ? message : (FULL[errno] ?? (await import("./fault.ts")).described({ message, stack, origin }));
  if (json || (unanswered(message, origin) && beforeDashes(words).includes("--json"))) {
    const code = io.error instanceof Exit ? io.error.code : 1;
    return write(io, asJson(code, text || `${words[0]} ended with exit code ${code} and no message`));
  }
  if (text) process.stderr.write(`${(io.env.DOKKU_TRACE ? stack : text).replace(/^/gm, " !     ")}\n`);
}

/** Whose fault it is when there is no room to write: nobody's in the code. */
const FULL: Record<string, string> = {
  ENOSPC: "The disk is full; free some of it, for example with dokku cleanup, and do this again",
  EDQUOT: "The quota of disk space is used up; free some of it, for example with dokku cleanup, and do this again",
};

/** No command had its turn: there is none, it needs root, or who may do what said no. */
const unanswered = (message: string, origin: string): boolean =>
  origin ? /\/(user-auth(\.ts)?|hooks\/commands\.ts)$/.test(origin) : message !== "";

const beforeDashes = (words: readonly string[]): readonly string[] =>
  words
    .join("\0")
    .split(/\0--(?:\0|$)/)[0]
    ?.split("\0") ?? [];

/** What stands behind the last semicolon, or on further lines, says what to do: it is the hint. */
function asJson(code: number, text: string): string {
  const [, message = text, hint = ""] = /^([^\n]*)\n(.*)$/s.exec(text) ?? /^(.*); (.*)$/s.exec(text) ?? [];
  return `${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`;
}

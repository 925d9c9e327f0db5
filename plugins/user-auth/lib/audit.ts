import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { type Io, trouble } from "hokku";
import { appendLine } from "hokku/files";

const { existsSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/**
 * Appends one line of who asked for what to the log of `events`, in its format. While events are on they write the same line
 * themselves, for every command. A log that cannot be written to is told, and no reason to refuse.
 */
export function record(verb: "INVOKED" | "REFUSED", name: string, command: string, words: readonly string[], env: Env): void {
  const file = env.DOKKU_EVENTS_LOGFILE || join(env.DOKKU_LOGS_DIR ?? "/var/log/dokku", "events.log");
  const recording = join(env.PLUGIN_ENABLED_PATH ?? "", "20_events", "user-auth.ts");
  if (!existsSync(dirname(file)) || (verb === "INVOKED" && existsSync(recording))) return;
  try {
    appendLine(file, auditLine(verb, name, command, words, env, new Date()));
  } catch (error) {
    trouble(`This is not written down: ${error instanceof Error ? error.message : error}`);
  }
}

/** One line of the log. Contract: the format `logger` gave Dokku's since 0.3.21. */
export function auditLine(verb: string, name: string, command: string, words: readonly string[], env: Env, now: Date): string {
  const [, month, day, , time] = String(now).split(" ");
  const app = env.DOKKU_APP_NAME ? ["--app", env.DOKKU_APP_NAME] : [];
  const asked = [env.SSH_USER ?? "", name, command, ...app, ...withoutSecrets(command, words)].join(" ").slice(0, 4000);
  const actor = `NAME=${name} FINGERPRINT=${env.FINGERPRINT ?? ""} DOKKU_PID=${env.DOKKU_PID ?? ""}`;
  const text = printable(`${verb}: user-auth( ${asked} ) ${actor}`);
  return `${month} ${String(Number(day)).padStart(2)} ${time?.slice(0, 8)} ${hostname()} dokku-event[${process.pid}]: ${text}\n`;
}

/** Commands whose last word is a password. */
const PASSWORD_LAST = /^(registry:login|git:auth|http-auth:(add-user|enable))$/;

/** The log is for more eyes than a password or a variable's value: words with `***` where those were. */
export function withoutSecrets(command: string, words: readonly string[]): string[] {
  const counts = /^ps:scale$/.test(command);
  return words.map((word, at) => {
    const isLast = PASSWORD_LAST.test(command) && at > 1 && at === words.length - 1 && !word.startsWith("-");
    if (isLast || (at > 0 && SECRET.test(words[at - 1] ?? ""))) return "***";
    const plain = word.replace(/(:\/\/[^/@\s:]*):[^/@\s]*@/g, "$1:***@");
    return counts ? plain : plain.replace(/^((?:-e|--\w[\w-]*=)?[A-Za-z_]\w*|--[\w-]+)=.*$/s, "$1=***");
  });
}

/** A flag or property whose value is one. */
const SECRET = /^(--?)?([\w-]*[-_])?(password|passwd|secret|token|api-?key|dsn|credentials?)$/i;

/** Nobody can write a line of their own by putting a line's end into a word. */
const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);

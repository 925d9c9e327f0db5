import type { Io } from "../../../core/execute.ts";

type Env = Io["env"];

/** What somebody asked for or a trigger was fired with: who it was, by the name of the key, and the words. */
export interface Happened {
  /** `REFUSED` for what a key may not do. */
  readonly kind?: "INVOKED" | "REFUSED";
  readonly trigger: string;
  readonly words: readonly string[];
  readonly name: string;
}

/** The log of what happens. Contract: Dokku's place, which hooks/environment sets. */
export const eventLog = ({ DOKKU_EVENTS_LOGFILE, DOKKU_LOGS_DIR = "/var/log/dokku" }: Env): string =>
  DOKKU_EVENTS_LOGFILE || `${DOKKU_LOGS_DIR}/events.log`;

/**
 * One line of the log, without secrets. Contract: the format that `logger` gave Dokku's since 0.3.21,
 * `Jul  3 16:09:48 host dokku-event[1]: INVOKED: trigger( words ) NAME=... FINGERPRINT=... DOKKU_PID=...`.
 */
export function eventLine({ kind = "INVOKED", trigger, words, name }: Happened, env: Env, now = new Date()): string {
  const [, month, day, , time] = String(now).split(" ");
  const { FINGERPRINT = "", DOKKU_PID = "" } = env;
  const shown = plain(trigger, words).join(" ").slice(0, 4000);
  const text = `${kind}: ${trigger}( ${shown} ) NAME=${name} FINGERPRINT=${FINGERPRINT} DOKKU_PID=${DOKKU_PID}`;
  const host = process.getBuiltinModule("node:os").hostname();
  return `${month} ${String(Number(day)).padStart(2)} ${time?.slice(0, 8)} ${host} dokku-event[${process.pid}]: ${printable(text)}\n`;
}

/** What a trigger was fired with. Those that are fired with an app's variables or with somebody's command may carry secrets. */
function plain(trigger: string, words: readonly string[]): readonly string[] {
  if (trigger !== "user-auth") return /^(config-set|scheduler-run)$/.test(trigger) ? withoutSecrets(trigger, words) : words;
  const [user = "", name = "", command = "", ...rest] = words;
  return [user, name, command, ...withoutSecrets(command, rest)];
}

/** A command's words with `***` where there were passwords or values of variables: a log is for more eyes than those. */
export function withoutSecrets(command: string, words: readonly string[]): string[] {
  const isPasswordLast = PASSWORD_LAST.test(command) && words.length > 2 && !words.includes("--password-stdin");
  return words.map((word, at) => {
    if ((isPasswordLast && at === words.length - 1 && !word.startsWith("-")) || SECRET.test(words[at - 1] ?? "")) return "***";
    const open = word.replace(/(:\/\/[^/@\s:]*):[^/@\s]*@/g, "$1:***@");
    return command === "ps:scale" ? open : open.replace(VALUE, "$1=***");
  });
}

/** Commands whose last word is a password. */
const PASSWORD_LAST = /^(registry:login|git:auth|http-auth:(add-user|enable))$/;

/** A flag or property whose value is one. */
const SECRET = /^(--?)?([\w-]*[-_])?(password|passwd|secret|token|api-?key|dsn|credentials?)$/i;

/** The value of `NAME=value` or `--flag=value`, alone or behind docker's `-e`. */
const VALUE = /((?:^|(?:^|\s)(?:-e|--env|--build-arg)[ =]?)[A-Za-z_]\w*|^--[\w-]+)=.*$/s;

/** Nobody can write a line of their own by putting a line's end into a word. */
const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);

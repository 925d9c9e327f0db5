import { hostname } from "node:os";
import { basename } from "node:path";

const { appendFileSync, writeSync } = process.getBuiltinModule("node:fs");

/** What of a hook's surroundings is needed here. This file is copied beside the hooks it serves, so it imports nothing of ours. */
interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: "inherit" | Buffer;
  readonly stdout: "inherit" | ((chunk: Buffer | string) => void);
}

/**
 * A hook that writes down that its trigger was fired. `file` is the hook's own path, for the trigger's name; a filter passes
 * on what it is given, as under `pluginhook` it stands between the others. A log that cannot be written to is no reason to
 * fail a deploy.
 */
export const recorder = (file: string, isFilter: boolean) => {
  const trigger = basename(file, ".ts");
  return (args: readonly string[], io: Io): undefined => {
    if (isFilter && io.stdin !== "inherit" && io.stdin.length) show(io, io.stdin);
    try {
      // One write to a file opened for appending: lines of two processes never mix.
      appendFileSync(logFile(io.env), line(trigger, args, io.env, new Date()), { mode: 0o664 });
    } catch (error) {
      complain(error, io.env);
    }
  };
};

/**
 * One line of the log, in the format Dokku's has had since 0.3.21, when `logger` wrote it: who did it is what sshd knows of
 * the key. Contract: `INVOKED: trigger( arguments ) NAME=... FINGERPRINT=... DOKKU_PID=...`.
 */
export function line(trigger: string, args: readonly string[], env: Io["env"], now: Date): string {
  const [, month, day, , time] = String(now).split(" ");
  const { NAME, SSH_NAME = "", FINGERPRINT = "", DOKKU_PID = "" } = env;
  const actor = `NAME=${NAME || SSH_NAME} FINGERPRINT=${FINGERPRINT} DOKKU_PID=${DOKKU_PID}`;
  const text = `INVOKED: ${trigger}( ${withoutSecrets(trigger, args).join(" ")} ) ${actor}`;
  return `${month} ${String(Number(day)).padStart(2)} ${time?.slice(0, 8)} ${HOST} dokku-event[${process.pid}]: ${printable(text)}\n`;
}

const HOST = hostname();

const logFile = ({ DOKKU_EVENTS_LOGFILE, DOKKU_LOGS_DIR = "/var/log/dokku" }: Io["env"]): string =>
  DOKKU_EVENTS_LOGFILE || `${DOKKU_LOGS_DIR}/events.log`;

/** Triggers whose `NAME=value` words are variables of an app. */
const VARIABLES = new Set(["config-set", "scheduler-run", "user-auth"]);

/** Commands whose last word is a password. */
const PASSWORDS = new Set(["registry:login", "git:auth", "http-auth:add-user", "http-auth:enable"]);

/** The log is for more eyes than a password or a variable's value. */
function withoutSecrets(trigger: string, args: readonly string[]): readonly string[] {
  if (!VARIABLES.has(trigger)) return args;
  const command = trigger === "user-auth" ? (args[2] ?? "") : "";
  if (command === "ps:scale") return args;
  const last = PASSWORDS.has(command) && args.length > 4 && !args.includes("--password-stdin") ? args.length - 1 : -1;
  return args.map((word, at) => (at === last ? "***" : word.replace(VALUE, "$1=***")));
}

/** The value of `NAME=value`, alone or behind docker's `-e`. */
const VALUE = /((?:^|(?:^|\s)(?:-e|--env|--build-arg)[ =])[A-Za-z_]\w*)=.*$/s;

/** Nobody can write a line of their own by putting a line's end into an argument. */
const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);

let complained = false;
function complain(error: unknown, env: Io["env"]): void {
  if (complained) return;
  complained = true;
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(` !     Events are not recorded: ${logFile(env)}: ${why}\n`);
}

function show({ stdout }: Io, text: Buffer): void {
  if (stdout === "inherit") writeSync(1, text);
  else stdout(text);
}

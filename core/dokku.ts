import { Exit, execute, type Io, must } from "./execute.ts";
import { executable, hooks, plugins, trigger } from "./trigger.ts";

const { readFileSync, statSync } = process.getBuiltinModule("node:fs");

/** Wherever they stand, as plugins count on: `redis:unlink cache web --no-restart`. `--app` is one only in front. */
const FLAGS: Record<string, string> = { "--quiet": "QUIET_OUTPUT", "--trace": "TRACE", "--force": "APPS_FORCE_DELETE" };
const { env } = process;
const words = process.argv.slice(2);
process.title = ["dokku", ...words].join(" ");
const flags = words.filter((word) => word.startsWith("--"));
env.DOKKU_GLOBAL_FLAGS = [env.DOKKU_GLOBAL_FLAGS, ...flags].join(" ");
for (const flag of flags) if (flag in FLAGS) env[`DOKKU_${FLAGS[flag]}`] = "1";
while (words.length > 1 && words[0]?.startsWith("--")) if (words.shift() === "--app") env.DOKKU_APP_NAME = words.shift();
env.DOKKU_COMMAND = words[0] ?? "help";
try {
  await dispatch(words, { env, cwd: process.cwd(), stdin: "inherit", stdout: "inherit" });
} catch (error) {
  const { message = String(error), stack } = error instanceof Error ? error : {};
  const text = error instanceof Exit && !env.DOKKU_TRACE ? message : stack;
  if (message) process.stderr.write(`${text?.replace(/^/gm, " !     ")}\n`);
  process.exitCode = error instanceof Exit ? error.code : 1;
}
process.exit();

/** Finds who answers `plugin:command arguments...` and lets them; their exit code other than 0 is thrown. */
async function dispatch([command = "help", ...args]: string[], io: Io): Promise<void> {
  const [plugin = "", ...rest] = command.split(":");
  const folder = plugins(io.env).get(plugin) ?? "/dev/null";
  const rooted = executable(`${folder}/root-subcommands`, rest.join(":"));
  const root = [0, statSync(io.env.HOKKU_PATH ?? "/").uid]; // whose code it is may do all, as in quickstart
  if (rooted && !root.includes(process.getuid?.() ?? 0)) throw new Exit(1, `${command} needs root; run: sudo dokku ${command}`);
  await trigger(io, "user-auth", io.env.SSH_USER ?? "", io.env.SSH_NAME ?? "", command, ...args);
  const file = rooted ?? executable(`${folder}/subcommands`, rest.join(":") || "default");
  return file ? must(file, [command, ...args], io) : askEveryone(command, args, io);
}

/**
 * Asks every `commands` file: 10 is "not mine", 0 keeps asking, any other code of one that names the command ends it. Those in
 * TypeScript are asked first, and what they answer is the answer. Another's failure counts only where nobody answers.
 */
async function askEveryone(command: string, args: string[], io: Io): Promise<void> {
  let result: number | undefined;
  for (const file of hooks("commands", io.env).sort((a, b) => Number(b.endsWith(".ts")) - Number(a.endsWith(".ts")))) {
    const claim = claims(file, command);
    const code = await execute(file, [command, ...args], claim ? io : { ...io, stdin: Buffer.alloc(0) });
    if (code !== 0 && code !== 10 && claim === "named") throw new Exit(code);
    if (code !== 10 && (code !== 0 || claim)) result = code && (result ?? code);
    if (code === 0 && file.endsWith(".ts")) break;
  }
  if (result === undefined) await trigger(io, "command-unknown", command);
  if (result !== 0) throw new Exit(result ?? 1, result ? "" : `${command} is not a command; run: dokku help`);
}

/** Files older than exit code 10 end with 0 whatever they are asked: theirs is an answer where they name the command. */
function claims(file: string, command: string): "named" | "knows 10" | false {
  const text = file.endsWith(".ts") ? command : readFileSync(file, "latin1");
  const named = new RegExp(`(^|[^\\w:-])(${[command, command.replace(/:.*/, ":*")].map(RegExp.escape).join("|")})([^\\w:-]|$)`);
  return named.test(text) ? "named" : /NOT_IMPLEMENTED_EXIT|exit 10\b/.test(text) && "knows 10";
}

import { Exit, execute, type Io, must, spans } from "./execute.ts";
import { executable, plugins, trigger } from "./trigger.ts";

const { statSync } = process.getBuiltinModule("node:fs");

/** Wherever they stand, as plugins count on: `redis:unlink cache web --no-restart`. `--app` is one only in front. */
const FLAGS: Record<string, string> = { "--quiet": "QUIET_OUTPUT", "--trace": "TRACE", "--force": "APPS_FORCE_DELETE" };
const { env } = process;
const words = process.argv.slice(2);
process.title = ["dokku", ...words].join(" ");
const flags = words.filter((word) => word.startsWith("--"));
env.DOKKU_GLOBAL_FLAGS = [env.DOKKU_GLOBAL_FLAGS, ...flags].join(" ");
for (const flag of flags) if (flag in FLAGS) env[`DOKKU_${FLAGS[flag]}`] = "1";
while (words.length > 1 && words[0]?.startsWith("--")) {
  const flag = words.shift();
  if (flag === "--app") env.DOKKU_APP_NAME = words.shift();
  if (/^--(json|plan)$/.test(flag ?? "")) words.splice(1, 0, flag ?? ""); // behind the command, which is who knows it
}
env.DOKKU_COMMAND = words[0] ?? "help";
env.HOKKU_REQUEST ??= `${Date.now()}.${process.pid}`; // what somebody asked for, with all the commands that it takes
let asked = 1; // executables that ran until the command had its turn, and the command
const io: Io = { env, cwd: process.cwd(), stdin: "inherit", stdout: "inherit" };
await dispatch(words).catch((error: unknown) => {
  process.exitCode = error instanceof Exit ? error.code : 1;
  return execute(`${env.HOKKU_PATH}/hooks/failed.ts`, words, Object.assign(io, { error }));
});
if (spans.length > asked) await execute(`${env.HOKKU_PATH}/hooks/record.ts`, words, io).catch(() => {});
process.exit();

/** Finds who answers `plugin:command arguments...` and lets them; their exit code other than 0 is thrown. */
async function dispatch([command = "help", ...args]: string[]): Promise<void> {
  const [, plugin = "", sub = "default"] = /^([^:]*)(?::(.*))?$/s.exec(command) ?? [];
  const folder = plugins(env).get(plugin) ?? "/dev/null";
  const rooted = executable(`${folder}/root-subcommands`, sub);
  const root = [0, statSync(env.HOKKU_PATH ?? "/").uid]; // whose code it is may do all, as in quickstart
  if (rooted && !root.includes(process.getuid?.() ?? 0)) throw new Exit(1, `${command} needs root; run: sudo dokku ${command}`);
  await trigger(io, "user-auth", env.SSH_USER ?? "", env.SSH_NAME ?? "", command, ...args);
  asked = spans.length + 1;
  const file = rooted ?? executable(`${folder}/local-subcommands`, sub) ?? executable(`${folder}/subcommands`, sub);
  // What is not in TypeScript may know no --help and no --plan, and is not run to find out.
  const ask = /^(-h|--help)$/.test(args[0] ?? "") ? ["help"] : args.includes("--plan") && ["plan", ...args];
  if (ask && !file?.endsWith(".ts")) return dispatch(ask.toSpliced(1, 0, command));
  return must(file ?? `${env.HOKKU_PATH}/hooks/commands.ts`, [command, ...args], io);
}

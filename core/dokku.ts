import { dispatch } from "./dispatch.ts";
import { Exit } from "./execute.ts";

const { env } = process;
const words = process.argv.slice(2);
process.title = ["dokku", ...words].join(" ");
process.stdout.on("error", () => process.exit(1));
for (; words.length > 1 && words[0]?.startsWith("--"); words.shift()) {
  env.DOKKU_GLOBAL_FLAGS = `${env.DOKKU_GLOBAL_FLAGS ?? ""} ${words[0]}`;
  if (words[0] === "--quiet") env.DOKKU_QUIET_OUTPUT = "1";
  if (words[0] === "--trace") env.DOKKU_TRACE = "1";
  if (words[0] === "--force") env.DOKKU_APPS_FORCE_DELETE = "1";
  if (words[0] === "--app") env.DOKKU_APP_NAME = words.splice(1, 1)[0];
}
env.DOKKU_COMMAND = words[0] ?? "help";
try {
  await dispatch(words, { env, cwd: process.cwd(), stdin: "inherit", stdout: "inherit" });
} catch (error) {
  const { message = String(error), stack } = error instanceof Error ? error : {};
  const text = error instanceof Exit && !env.DOKKU_TRACE ? message : stack;
  if (message) process.stderr.write(`${text?.replace(/^/gm, " !     ")}\n`);
  process.exitCode = error instanceof Exit ? error.code : 1;
}
process.stdout.write("", () => process.exit());

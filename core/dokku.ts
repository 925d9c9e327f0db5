import { dispatch } from "./dispatch.ts";
import { Exit } from "./execute.ts";

const FLAGS: Record<string, string> = { "--quiet": "QUIET_OUTPUT", "--trace": "TRACE", "--force": "APPS_FORCE_DELETE" };
const { env } = process;
const words = process.argv.slice(2);
process.title = ["dokku", ...words].join(" ");
for (; words.length > 1 && words[0]?.startsWith("--"); words.shift()) {
  env.DOKKU_GLOBAL_FLAGS = `${env.DOKKU_GLOBAL_FLAGS ?? ""} ${words[0]}`;
  if (words[0] in FLAGS) env[`DOKKU_${FLAGS[words[0]]}`] = "1";
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
process.exit();

import { dirname, join } from "node:path";
import { type Io, trouble } from "hokku";
import { eventLine, eventLog } from "hokku/event-log";
import { appendLine } from "hokku/files";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * Appends one line of who asked for what to the log of `events`. While events are on they write the same line themselves, for every
 * command. A log that cannot be written to is told, and no reason to refuse.
 */
export function record(
  kind: "INVOKED" | "REFUSED",
  name: string,
  command: string,
  words: readonly string[],
  env: Io["env"],
): void {
  const file = eventLog(env);
  const recording = join(env.PLUGIN_ENABLED_PATH ?? "", "20_events", "user-auth.ts");
  if (!existsSync(dirname(file)) || (kind === "INVOKED" && existsSync(recording))) return;
  const app = env.DOKKU_APP_NAME ? ["--app", env.DOKKU_APP_NAME] : [];
  const asked = [env.SSH_USER ?? "", name, command, ...app, ...words];
  try {
    appendLine(file, eventLine({ kind, trigger: "user-auth", words: asked, name }, env));
  } catch (error) {
    trouble(`This is not written down: ${error instanceof Error ? error.message : error}`);
  }
}

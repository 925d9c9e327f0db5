import { basename } from "node:path";
import { type Io, trouble, write } from "hokku";
import { eventLine, eventLog } from "hokku/event-log";

const { appendFileSync } = process.getBuiltinModule("node:fs");

/**
 * A hook that writes down that its trigger was fired. `file` is the hook's own path, for the trigger's name; a filter passes
 * on what it is given, as under `pluginhook` it stands between the others. A log that cannot be written to is no reason to
 * fail a deploy.
 */
export const recorder = (file: string, isFilter: boolean) => {
  const trigger = basename(file, ".ts");
  return (words: readonly string[], io: Io): undefined => {
    if (isFilter && io.stdin !== "inherit" && io.stdin.length) write(io, io.stdin);
    const name = io.env.NAME || io.env.SSH_NAME || "";
    try {
      // One write to a file opened for appending: lines of two processes never mix.
      appendFileSync(eventLog(io.env), eventLine({ trigger, words, name }, io.env), { mode: 0o664 });
    } catch (error) {
      complain(error, io.env);
    }
  };
};

let complained = false;
function complain(error: unknown, env: Io["env"]): void {
  if (!complained) trouble(`Events are not recorded: ${eventLog(env)}: ${error instanceof Error ? error.message : error}`);
  complained = true;
}

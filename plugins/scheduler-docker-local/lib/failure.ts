import { execFile } from "node:child_process";
import { join } from "node:path";
import { detail, headline, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";
import type { Death } from "./deaths.ts";
import { dockerBin } from "./docker.ts";
import type { Upcoming } from "./journal.ts";
import { dyno, type Place } from "./state.ts";

/** Most lines that are kept of a container that failed, and most that are shown at once. */
const KEPT = 1000;
const SHOWN = 30;

/** Says how a container ended that should have stayed. */
export function howItEnded(container: Place, { exitCode, outOfMemory }: Death, what: string): string {
  const how = outOfMemory ? "was killed because it used more memory than it may" : `ended with exit code ${exitCode}`;
  return `${dyno(container)} ${how}${HINTS[outOfMemory ? 0 : exitCode] ?? ""} before ${what}`;
}

const HINTS: Readonly<Record<number, string>> = {
  126: " (its command cannot be executed)",
  127: " (its command was not found)",
  137: " (SIGKILL)",
  139: " (it crashed with SIGSEGV)",
  143: " (SIGTERM)",
};

/** Shows the last lines a container printed and keeps more of them for `logs:failed`, as the container itself goes. */
export async function keepLogs(io: Io, app: string, container: Upcoming): Promise<void> {
  const text = await logsOf(io, container.id);
  const title = `${app} container output (${container.id.slice(0, 12)} ${dyno(container)})`;
  const path = failedLogs(app, io.env);
  replaceFile(path, `${readText(path) ?? ""}=====> Start of ${title}\n${text}=====> End of ${title}\n`, 0o600);
  headline(io, `Start of ${title}`);
  if (text) detail(io, text.trimEnd().split("\n").slice(-SHOWN).join("\n"));
  headline(io, `End of ${title}`);
}

/** Where the output of the last failed deploy is kept. */
export const failedLogs = (app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string =>
  join(DOKKU_LIB_ROOT, "data", "scheduler-docker-local", app, "failed.log");

function logsOf(io: Io, id: string): Promise<string> {
  // The client prints the container's stderr to its own stderr; with time stamps both can be put in order again.
  return new Promise((resolve) => {
    const words = ["logs", "--timestamps", `--tail=${KEPT}`, id];
    execFile(dockerBin(io), words, { env: io.env, maxBuffer: 1 << 28 }, (_error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`.split("\n").filter(Boolean).sort();
      resolve(lines.map((line) => `${line.replace(/^\S+ ?/, "")}\n`).join(""));
    });
  });
}

import { answer, Exit, type Io, trigger } from "hokku";
import { asTyped } from "hokku/shell-line";

/** Flags of `run` and `run:detached`. Contract: Dokku's. */
export const RUN_FLAGS = {
  env: { type: "list", short: "e", value: "KEY=value", summary: "a variable for this command only; can be given again" },
  "no-tty": { type: "boolean", summary: "no terminal, even where there is one" },
  "force-tty": { type: "boolean", summary: "a terminal, even where there is none" },
  "ttl-seconds": { type: "string", value: "N", summary: "seconds it may run (86400)" },
  "cron-id": { type: "string", value: "ID", summary: "the scheduled task this is a run of" },
  "concurrency-policy": { type: "string", value: "allow|forbid|replace", summary: "what to do while the same task still runs" },
} as const;

/** The flags as they were given. */
export interface RunFlags {
  readonly env: readonly string[];
  readonly "no-tty": boolean;
  readonly "force-tty": boolean;
  readonly "ttl-seconds": string | undefined;
  readonly "cron-id": string | undefined;
  readonly "concurrency-policy": string | undefined;
}

/** Hands a command to the app's scheduler; the command's own exit code travels up. */
export async function runCommand(
  io: Io,
  app: string,
  words: readonly string[],
  flags: RunFlags,
  detached: boolean,
): Promise<void> {
  const { env: pairs, "ttl-seconds": ttl = "86400", "cron-id": cron = "", "concurrency-policy": policy = "allow" } = flags;
  if (flags["no-tty"] && flags["force-tty"]) throw new Exit(1, "Cannot specify both --force-tty and --no-tty");
  if (!/^[1-9]\d{0,8}$/.test(ttl)) throw new Exit(1, "--ttl-seconds must be a positive integer");
  if (!["allow", "forbid", "replace"].includes(policy)) throw new Exit(1, "--concurrency-policy is allow, forbid or replace");
  if (cron && !/^[\w.=+/-]+$/.test(cron)) throw new Exit(1, "--cron-id has letters, digits, dots and dashes");
  const env = {
    ...io.env,
    DOKKU_RM_CONTAINER: "1",
    DOKKU_DETACH_CONTAINER: detached ? "1" : "",
    DOKKU_DISABLE_TTY: flags["no-tty"] || (detached && !flags["force-tty"]) ? "true" : io.env.DOKKU_DISABLE_TTY,
    DOKKU_FORCE_TTY: flags["force-tty"] ? "true" : io.env.DOKKU_FORCE_TTY,
    DOKKU_CRON_ID: cron,
    DOKKU_CONCURRENCY_POLICY: policy,
    DOKKU_RUN_TTL_SECONDS: ttl,
  };
  const scheduler = await answer(io, "scheduler-detect", app);
  const command = asTyped(words[0] === "--" ? words.slice(1) : words, io);
  await trigger({ ...io, env }, "scheduler-run", scheduler, app, String(pairs.length), ...pairs, "--", ...command);
}

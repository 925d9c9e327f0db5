import { answer, type Command, command, Exit, type Io, trigger } from "hokku";
import { schedulerOf } from "hokku/deploy/deployed";
import { mustRun } from "hokku/run";
import { setting } from "./settings.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Declares `nginx:access-logs` or `nginx:error-logs`. Contract: the last 20 lines, or with `-t` all that come. */
export function logsCommand(kind: "access" | "error"): Command<void, { text: string }> {
  return command({
    name: `nginx:${kind}-logs`,
    summary: `Show the ${kind} log nginx writes for an app`,
    reads: true,
    args: "<app>",
    flags: { tail: { type: "boolean", short: "t", summary: "go on with what is written from now" } },
    examples: [`dokku nginx:${kind}-logs node-app`, `dokku nginx:${kind}-logs node-app -t`],
    json: () => (text) => ({ text }),
    run: ({ words: { app }, flags: { tail }, io }) => show(io, app, kind, tail),
    text: () => {},
  });
}

async function show(io: Io, app: string, kind: "access" | "error", tail: boolean): Promise<void> {
  const scheduler = await schedulerOf(io, app);
  if (!/^(docker-local|null)$/.test(scheduler)) {
    const proxy = await answer(io, "proxy-type", app);
    return trigger(io, "scheduler-proxy-logs", scheduler, app, proxy, kind, String(tail), tail ? "0" : "20");
  }
  const [path = ""] = setting(io, app, `${kind}-log-path`).split(" ");
  if (/^(off|\/dev\/null|stderr)$|^syslog:/.test(path))
    throw new Exit(1, `${kind} logs of ${app} go to ${path}; change that: dokku nginx:set ${app} ${kind}-log-path`);
  if (!existsSync(path)) throw new Exit(1, `There is no ${path} yet: nginx writes it once it has loaded the app's vhost`);
  await mustRun(io, "tail", tail ? ["-F", path] : ["-n", "20", path], `${path} cannot be read`);
}

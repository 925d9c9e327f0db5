import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io, step } from "hokku";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";
import { output } from "hokku/run";
import { GLOBAL } from "hokku/scope";
import { asRoot, nginx, nginxPlaces } from "./program.ts";
import settings from "./settings.ts";
import { whoListens } from "./who-listens.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** What a host's way of running services can be asked for. */
export type Action = "start" | "stop" | "reload" | "enable" | "disable";

/** Lets the host's own way of running services act: the command set for it, systemd, runit, or nginx itself. */
export async function control(io: Io, action: Action, app = GLOBAL): Promise<void> {
  const own = settings.of(app, "nginx-service-command", io.env);
  const tested = nginxPlaces(io.env).own;
  if (own) await output(io, own, [action]);
  else if (!tested && existsSync("/run/systemd/system")) await asRoot(io, "/usr/bin/systemctl", [action, "nginx"]);
  else if (!tested && io.env.DOKKU_INIT_SYSTEM === "sv") await asRoot(io, "/usr/bin/sv", [action, "nginx"]);
  else if (action === "start") await nginx(io);
  else if (action === "stop" || action === "reload") await nginx(io, "-s", action);
}

/**
 * Makes nginx read its files anew, and waits until nobody is served by the old ones any more; one that does not run is started, unless
 * somebody stopped it by `nginx:stop`.
 */
export async function reload(io: Io, app = GLOBAL): Promise<void> {
  try {
    const old = workers(io);
    await control(io, "reload", app);
    await untilGone(old);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (isRunning(io) || !/not active|invalid PID|nginx\.pid|No such process|open\(\) ".*" failed \(2:/i.test(why))
      throw new Exit(1, `nginx cannot be reloaded: ${why}`);
    if (properties("nginx", io.env).get(GLOBAL, "proxy-status") === "stopped")
      throw new Exit(1, "nginx is stopped; start it: dokku nginx:start");
    step(io, "nginx does not run, starting it");
    await start(io, app);
  }
}

/** Whether nginx runs, as far as its pid file tells; who runs one in a container does not count. */
export const isRunning = (io: Io): boolean => master(io) !== undefined;

function master({ env }: Io): string | undefined {
  const [, file = ""] = /^\s*pid\s+([^\s;]+)\s*;/m.exec(readText(nginxPlaces(env).conf) ?? "") ?? [];
  const pid = file && readText(file)?.trim();
  return pid && /^nginx: master process/.test(readText(`/proc/${pid}/cmdline`) ?? "") ? pid : undefined;
}

/** nginx takes its ports before it writes its pid file. A second at most is waited. */
async function comesUp(io: Io): Promise<boolean> {
  for (const until = Date.now() + 1_000; !isRunning(io) && Date.now() < until; ) await pause(10);
  return isRunning(io);
}

/** Its processes that serve. */
function workers(io: Io): string[] {
  const pid = master(io);
  return (readText(`/proc/${pid}/task/${pid}/children`) ?? "").split(" ").filter(serves);
}

/** Contract: nginx's title of a process that has been told to end and takes no more connections. */
const serves = (pid: string): boolean =>
  /^nginx: worker process(?! is shutting down)/.test(readText(`/proc/${pid}/cmdline`) ?? "");

/** nginx starts new processes and tells the old ones to end a tenth of a second later; until then both answer. A second at most is waited. */
async function untilGone(old: readonly string[]): Promise<void> {
  for (const until = Date.now() + 1_000; old.some(serves) && Date.now() < until; ) await pause(10);
}

/** Starts nginx; one that somebody else has started in this moment reads its files anew. A port that is taken is said with who has it. */
export async function start(io: Io, app = GLOBAL): Promise<void> {
  try {
    await control(io, "start", app);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const [, port] = /bind\(\) to \S*:(\d+) failed/.exec(why) ?? [];
    if (port && (await comesUp(io))) return control(io, "reload", app);
    const who = port
      ? `port ${port} is taken by ${(await whoListens(io, Number(port))) || "another program"}; stop that one first`
      : why;
    throw new Exit(1, `nginx cannot be started: ${who}`);
  }
}

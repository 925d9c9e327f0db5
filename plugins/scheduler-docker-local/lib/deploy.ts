import { spawn } from "node:child_process";
import { join } from "node:path";
import { Exit, type Io, step, trigger } from "hokku";
import { sourceOf } from "hokku/deploy/extracted";
import checks from "hokku/settings/checks";
import ps from "hokku/settings/ps";
import { boot } from "./boot.ts";
import { docker } from "./docker.ts";
import { failedLogs } from "./failure.ts";
import { type Journal, type Upcoming, writeJournal } from "./journal.ts";
import { claimPort } from "./ledger.ts";
import { announce, type Plan, places, plan } from "./plan.ts";
import { recover } from "./recover.ts";
import { dyno, type Holder, holders, stateFiles } from "./state.ts";
import { deployFailure, finishSwitch, undoStart } from "./switch.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

/**
 * Deploys an image of an app: all new containers start and are checked, then all process types switch in one step, then the
 * old containers retire. Whatever fails before the switch leaves the old release as it was, and an `Exit` that says why.
 */
export async function deploy(io: Io, app: string, tag: string, only?: string): Promise<void> {
  await recover(io, app);
  rmSync(failedLogs(app, io.env), { force: true });
  const planned = await plan(io, app, tag, only);
  const before = stateFiles(app, io.env);
  const old = holders(app, io.env).filter(({ type }) => concerned(planned, type));
  announce(io, planned, new Set(old.map(({ type }) => type)));
  const begun = writeJournal(app, io.env, opened(io, app, planned, before, old));
  const { upcoming, release } = await started(io, app, planned, begun);
  try {
    const journal = { ...begun, phase: "switching" as const, upcoming, after: stateAfter(before, planned, upcoming) };
    await finishSwitch(io, app, writeJournal(app, io.env, journal));
  } finally {
    release();
  }
  retireLater(io, app, begun.outgoing.length, begun.wait);
}

/** A deploy of one process type leaves the others alone; one of the whole app ends types that are no longer there. */
const concerned = ({ only, types }: Plan, type: string): boolean => (only ? type === only && types.length > 0 : true);

function opened(io: Io, app: string, planned: Plan, before: Journal["before"], old: readonly Holder[]): Journal {
  const stamp = Date.now();
  const upcoming = places(planned).map(({ type, index }) => {
    const name = `${app}.${type}.${index}.upcoming-${process.pid}`;
    return { type, index, name, ports: [], id: "", ip: "" };
  });
  return {
    phase: "starting",
    tag: planned.tag,
    source: sourceOf(app, io.env),
    revision: io.env.HOKKU_REVISION,
    build: io.env.DOKKU_BUILD_ID,
    rollback: io.env.HOKKU_ROLLBACK,
    image: planned.image.id,
    upcoming,
    outgoing: old.map((holder) => ({ ...holder, name: `${app}.${dyno(holder)}.${stamp}` })),
    stopped: old.flatMap(({ type, id }) => (planned.types.some((of) => of.type === type && of.disabled) ? id : [])),
    before,
    after: before,
    wait: Number(checks.of(app, "wait-to-retire", io.env)),
  };
}

/** Starts and checks; takes everything back where that fails or the user gives up. */
async function started(
  io: Io,
  app: string,
  planned: Plan,
  begun: Journal,
): Promise<{ upcoming: Upcoming[]; release: () => void }> {
  const stop = new AbortController();
  const release = heedSignals(stop);
  try {
    await trigger(io, "pre-deploy", app, planned.tag);
    if (begun.stopped.length) await stopOld(io, app, begun.stopped);
    const upcoming = [];
    for (const container of begun.upcoming) upcoming.push(await withPorts(io, app, planned, container));
    return { upcoming: await boot(io, app, planned, { ...begun, upcoming }, stop), release };
  } catch (error) {
    await undoStart(io, app, begun);
    release();
    throw deployFailure(io, app, Object.keys(begun.before).length > 0, error);
  }
}

async function withPorts(io: Io, app: string, { ports }: Plan, container: Upcoming): Promise<Upcoming> {
  if (container.type !== "web") return container;
  const published = [];
  for (const port of ports)
    published.push({ container: port, host: await claimPort(io.env, `${app}.${dyno(container)}`, container.name) });
  return { ...container, ports: published };
}

async function stopOld(io: Io, app: string, ids: readonly string[]): Promise<void> {
  const seconds = ps.of(app, "stop-timeout-seconds", io.env);
  await docker(io, ["container", "stop", `--time=${seconds}`, ...ids]);
}

/**
 * State files once the plan runs. Contract: `CONTAINER.<type>.<n>` and `IP`, the container's own, of which templates make upstreams; for
 * web `PORT` too, and `LISTEN`: where the host publishes it, which a restart does not change.
 */
function stateAfter(before: Journal["before"], planned: Plan, upcoming: readonly Upcoming[]): Record<string, string> {
  const others = Object.entries(before).filter(([name]) => !concerned(planned, name.split(".")[1] ?? ""));
  const files: Record<string, string> = Object.fromEntries(others);
  for (const container of upcoming) {
    files[`CONTAINER.${dyno(container)}`] = container.id;
    if (container.ip) files[`IP.${dyno(container)}`] = container.ip;
    const [first] = container.ports;
    if (!first) continue;
    files[`PORT.${dyno(container)}`] = String(first.container);
    files[`LISTEN.${dyno(container)}`] = `127.0.0.1:${container.ip === "127.0.0.1" ? first.container : first.host}`;
  }
  return files;
}

/** While a deploy can still be taken back, a signal does that instead of leaving it to the next command. */
function heedSignals(stop: AbortController): () => void {
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const handlers = Object.entries(signals).map(([name, code]) => {
    const act = () => stop.abort(new Exit(code, "The deploy was interrupted; nothing has changed"));
    process.on(name, act);
    return () => process.off(name, act);
  });
  return () => handlers.forEach((off) => void off());
}

/** Stops the old containers in time, from outside: this command ends now. Whoever runs ps:retire next does it otherwise. */
function retireLater(io: Io, app: string, count: number, wait: number): void {
  if (!count) return;
  step(io, `Shutting down old containers in ${wait} seconds`);
  if (io.env.HOKKU_PLAN) return;
  const dokku = join(io.env.HOKKU_PATH ?? "", "core", "dokku");
  const words = ["-c", 'sleep "$1"; exec "$2" ps:retire "$3"', "retire", String(wait + 1), dokku, app];
  // It is the host's own work: who pushed may not be allowed to do it.
  const theirs = ["DOKKU_DEPLOYING", "HOKKU_DEPLOYER", "SSH_ORIGINAL_COMMAND", "SSH_USER", "SSH_NAME", "NAME"];
  const env = Object.fromEntries(Object.entries(io.env).filter(([name]) => !theirs.includes(name)));
  spawn("/bin/sh", words, { cwd: "/", env, detached: true, stdio: "ignore" })
    .on("error", () => {})
    .unref();
}

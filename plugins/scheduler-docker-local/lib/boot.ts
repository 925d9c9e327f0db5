import { detail, Exit, type Io, trigger, trouble } from "hokku";
import { dockerArgs } from "hokku/docker-args";
import { engine } from "hokku/engine";
import { madeContainer } from "hokku/made-container";
import { slots } from "hokku/slots";
import { type Boot, bootsAtOnce, commonOf } from "./boot-common.ts";
import { type Checked, checkContainer } from "./check.ts";
import { createContainer } from "./container-words.ts";
import { watchDeaths } from "./deaths.ts";
import { howItEnded, keepLogs } from "./failure.ts";
import { type Healthcheck, healthchecksOf } from "./healthchecks.ts";
import type { Journal, Upcoming } from "./journal.ts";
import type { Plan, ProcessType } from "./plan.ts";
import { takesPortsTwice } from "./published.ts";
import { addressOf, runningOf } from "./running.ts";
import { dyno } from "./state.ts";

/**
 * Creates, starts and checks all containers of the new release, and answers them with their ids and addresses. The first
 * one that fails ends it for all: its last lines are shown and an `Exit` says what was wrong. Removing is the caller's.
 */
export async function boot(io: Io, app: string, plan: Plan, journal: Journal, stop: AbortController): Promise<Upcoming[]> {
  const started = Date.now();
  const deaths = watchDeaths(io, app, started);
  try {
    const common = await commonOf(io, app, plan, deaths, stop.signal);
    const slot = slots(bootsAtOnce(io, app));
    const ofType = new Map(plan.types.map(({ type, parallel }) => [type, slots(parallel || Number.POSITIVE_INFINITY)]));
    const work = journal.upcoming.map(async (container) => {
      const type = plan.types.find((of) => of.type === container.type);
      if (!type) throw new Error(`${container.type} is not in the plan`);
      const queue = ofType.get(container.type) ?? slot;
      return queue(() => bootOne(common, container, type, slot)).catch((error: unknown) => {
        stop.abort(error);
        throw error;
      });
    });
    const settled = await Promise.allSettled(work);
    stop.signal.throwIfAborted();
    return settled.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  } finally {
    deaths.stop();
  }
}

/** A place in the queue is held while the container boots, not while it only has to stay up. */
async function bootOne(common: Boot, container: Upcoming, type: ProcessType, slot: ReturnType<typeof slots>): Promise<Upcoming> {
  const { io, app, signal, appJson } = common;
  const checks = healthchecksOf(appJson, type.type);
  const isNone = type.skipped || io.env.HOKKU_PLAN; // where it is only planned, nothing has started
  const checked = (up: Checked) => (isNone ? undefined : underWatch(common, up, container, checks));
  const boots = type.type === "web" || checks.length > 0;
  const running = await slot(async () => {
    signal.throwIfAborted();
    const up = await start(common, container, type);
    if (boots) await checked(up);
    return up;
  });
  if (!boots) await checked(running);
  if (!type.disabled) {
    const { id, type: name, index, ip } = running;
    const web = name === "web";
    const passed = { ...io, env: { ...io.env, HOKKU_CHECKED: id } };
    await trigger(passed, "check-deploy", app, id, name, web ? String(running.port) : "", web ? ip : "", String(index));
  }
  return { ...container, id: running.id, ip: running.ip };
}

async function start(common: Boot, container: Upcoming, type: ProcessType): Promise<Checked> {
  const { io, app, plan, shared, headers } = common;
  const { tag, image } = plan;
  const { type: processType, index } = container;
  const options = await dockerArgs(io, { app, phase: "deploy", tag, builder: image.kind, processType, index });
  const twice = index === 1 ? takesPortsTwice(options, type) : undefined;
  if (twice) trouble(twice);
  const port = processType === "web" ? (plan.ports[0] ?? 5000) : 0;
  const recipe = { ...shared, container, line: type.line, options, port: port ? String(port) : "" };
  const { words, env } = createContainer(recipe);
  const id = await madeContainer(io, words, env).catch(failure(`${dyno(container)} could not be made`));
  await trigger(io, "post-container-create", "app", id, app, "deploy", processType);
  const started = Date.now();
  const starting = engine(io, "POST", `/containers/${id}/start`, ["container", "start", id]);
  await starting.catch(failure(`${dyno(container)} could not be started`));
  const running = await runningOf(io, id);
  const herokuish = image.kind === "herokuish";
  const ip = addressOf(running) || (container.ports.length > 0 ? "127.0.0.1" : "");
  return { type: processType, index, id, pid: running?.State.Pid ?? 0, ip, port, started, herokuish, headers };
}

const failure = (what: string) => (error: unknown) => {
  throw new Exit(1, `${what}: ${error instanceof Error ? error.message : String(error)}`);
};

/** Checks a container until it passed, or it or another one failed. */
async function underWatch(common: Boot, up: Checked, container: Upcoming, checks: readonly Healthcheck[]): Promise<void> {
  const { io, app, deaths, limits, signal } = common;
  const place = dyno(up);
  detail(io, `Attempting pre-flight checks (${place})`);
  const mine = new AbortController();
  const either = AbortSignal.any([signal, mine.signal]);
  const end = deaths.of(up.id).then((death) => howItEnded(container, death, "it was up"));
  const why = await Promise.race([checkContainer(io, up, checks, limits, either), end]);
  mine.abort();
  signal.throwIfAborted();
  if (why === undefined) return detail(io, `All checks successful (${place})`);
  await keepLogs(io, app, { ...container, id: up.id });
  throw new Exit(1, why);
}

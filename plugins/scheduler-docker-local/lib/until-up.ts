import { setTimeout as pause } from "node:timers/promises";
import type { Io } from "hokku";
import { inspectImage } from "hokku/image";
import { properties } from "hokku/properties";
import { limitsOf, requestHeaders } from "./boot-common.ts";
import { type Checked, checkContainer, type Limits } from "./check.ts";
import { watchDeaths } from "./deaths.ts";
import { howItEnded } from "./failure.ts";
import { healthchecksOf } from "./healthchecks.ts";
import { accepts, listeners } from "./listening.ts";
import { isListed } from "./plan.ts";
import { addressOf, type Running, runningOf } from "./running.ts";
import { startupChecks } from "./startup-checks.ts";
import { dyno, type Holder, stateFiles } from "./state.ts";

/**
 * Waits until containers of an app that have just been started pass the checks that a deploy has them pass, and answers what is wrong with those
 * that do not. One that ends for good, or is replaced meanwhile, is nobody's concern here: whoever restores the app looks at what runs.
 */
export async function untilUp(io: Io, app: string, started: readonly Holder[]): Promise<string> {
  const off = ["disabled", "skipped"].map((key) => properties("checks", io.env).get(app, key));
  const checked = started.filter(({ type }) => !off.some((list) => isListed(type, list)));
  if (!checked.length) return "";
  // That it stays up, a process has shown when it was deployed.
  const limits = { ...limitsOf(io, app), uptime: 0 };
  const [appJson, headers] = await Promise.all([startupChecks(io, app), requestHeaders(io, app)]);
  const found = await Promise.all(checked.map((holder) => whyNot({ io, app, limits, appJson, headers }, holder)));
  return found.filter((text) => text !== undefined).join("\n");
}

interface Common {
  readonly io: Io;
  readonly app: string;
  readonly limits: Limits;
  readonly appJson: unknown;
  readonly headers: Checked["headers"];
}

/** One that ends is started again by Docker, where its restart policy says so, and is given the time that a deploy would give it. */
async function whyNot(common: Common, holder: Holder): Promise<string | undefined> {
  const { io, limits } = common;
  const end = Date.now() + limits.boot * 1000;
  for (let last = `${dyno(holder)} is started again and again`; ; await pause(100)) {
    const running = await runningOf(io, holder.id).catch(() => undefined);
    if (!running?.State.Running && !running?.State.Restarting) return undefined;
    if (running.State.Pid && !running.State.Restarting) {
      const { isUp, why } = await checkedOnce(common, holder, running);
      if (isUp) return why;
      last = why ?? last;
    }
    if (Date.now() > end) return last;
  }
}

/** What the checks have found, where the container has not ended before. */
async function checkedOnce(
  common: Common,
  holder: Holder,
  running: Running,
): Promise<{ isUp: boolean; why?: string | undefined }> {
  const { io, app, limits, appJson, headers } = common;
  const port = Number(stateFiles(app, io.env)[`PORT.${dyno(holder)}`]) || 0;
  const image = await inspectImage(io, running.Image).catch(() => undefined); // removed while it runs
  const started = Date.parse(running.State.StartedAt);
  const ip = addressOf(running) || "127.0.0.1";
  const container = { ...holder, pid: running.State.Pid, ip, port, started, herokuish: image?.kind === "herokuish", headers };
  const [deaths, over] = [watchDeaths(io, app, started), new AbortController()];
  const died = deaths.of(running.Id).then((death) => ({ isUp: false, why: howItEnded(holder, death, "it was up") }));
  const checks = checkContainer(io, container, healthchecksOf(appJson, holder.type), limits, over.signal);
  try {
    const isCutOff = cutOff(container, over.signal).then((why) => ({ isUp: true, why }));
    return await Promise.race([checks.then((why) => ({ isUp: true, why })), died, isCutOff]);
  } finally {
    over.abort();
    deaths.stop();
  }
}

/** For how long an address may refuse what a program that listens would take, in ms. */
const CUT_OFF = 3000;

/**
 * Resolves where a program listens and its container's address refuses all the same, and never where all is well: an engine that was killed may
 * give an address to two, and lead to one of before. No wait mends that.
 */
async function cutOff(container: Checked, signal: AbortSignal): Promise<string> {
  const { ip, port, pid } = container;
  const isOpen = () => listeners(pid).some((address) => address.endsWith(`:${port}`) && !/^(127\.|\[::1\])/.test(address));
  for (let since = Date.now(); port && !signal.aborted; await pause(250, undefined, { signal }).catch(() => {})) {
    if (!isOpen()) since = Date.now();
    else if (await accepts(ip, port, 100, signal)) break;
    else if (Date.now() - since > CUT_OFF)
      return `${dyno(container)} listens on port ${port}, and its address ${ip} does not lead to it`;
  }
  return new Promise(() => {});
}

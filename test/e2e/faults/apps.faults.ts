import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import type { Test } from "tap";
import { median } from "../../../scripts/lib/bench/measure.ts";
import { until } from "../../lib/patience.ts";
import { docker, start } from "../apps.ts";
import { alone, type Machine, machine } from "./machine.ts";
import { report } from "./report.ts";

alone(import.meta.filename, 2048);

const { default: t } = await import("tap");

const APPS = Array.from({ length: 20 }, (_, n) => `app-${n}`);
const ROUNDS = 5;
const pageOf = (app: string): string => `page of ${app}`;

async function pushed(t: Test, m: Machine): Promise<void> {
  for (const app of APPS) {
    t.match(m.dokku("apps:create", app), { code: 0 });
    t.match(m.dokku("domains:set", app, `${app}.test`), { code: 0 });
    t.match(m.dokku("ps:scale", "--skip-deploy", app, "web=1", "worker=1"), { code: 0 });
  }
  const began = performance.now();
  const ended = await Promise.all(APPS.map((app) => m.push(pageOf(app), "", app).done));
  const seconds = Math.round((performance.now() - began) / 1000);
  for (const { code, err } of ended) t.equal(code, 0, err);
  const { right, wrong } = await round();
  t.strictSame([right, wrong], [APPS.length, 0], "each app serves what was pushed to it");
  report({
    what: "pushes at once, to as many apps",
    times: APPS.length,
    requests: APPS.length,
    failed: wrong,
    more: { landed: right, seconds },
  });
}

/** All containers are started by `ps:restore --all`, and by `docker start`, in turns; what counts is that all apps answer. */
async function startedAgain(t: Test, m: Machine): Promise<void> {
  const ids = holdersOf(m);
  const times = { restore: [] as number[], docker: [] as number[] };
  for (let n = 0; n < ROUNDS; n++) {
    docker("stop", "--time", "0", ...ids);
    const byHand = performance.now();
    docker("start", ...ids);
    times.docker.push(performance.now() - byHand);
    docker("stop", "--time", "0", ...ids);
    times.restore.push(await timed(t, m, "ps:restore", "--all"));
    t.match(await round(), { right: APPS.length, wrong: 0 }, "all of them answer once it has ended");
  }
  t.strictSame(holdersOf(m), ids, "they are the same containers");
  const [restore, byHand] = [median(times.restore), median(times.docker)];
  t.ok(restore <= 1.3 * byHand, `${Math.round(restore)} ms to ${Math.round(byHand)}`);
  report({
    what: "start of a host's containers by `ps:restore --all`, to `docker start` of all",
    times: ROUNDS,
    requests: ROUNDS * APPS.length,
    failed: 0,
    more: { "ms to ms": `${Math.round(restore)} to ${Math.round(byHand)}`, ratio: (restore / byHand).toFixed(2) },
  });
}

/** How long a command takes, in ms. */
async function timed(t: Test, m: Machine, ...words: string[]): Promise<number> {
  const began = performance.now();
  const { child, done } = start(m.host, "core/dokku", words);
  await once(child, "exit");
  const took = performance.now() - began;
  const { code, err } = await done;
  t.equal(code, 0, err);
  return took;
}

/** Containers that were started less than two minutes ago are asked whether they are up: that is something to do. */
async function nothingToDo(t: Test, m: Machine): Promise<void> {
  await until(() => !/Up (Less|\d+ second|About a minute)/.test(docker("ps", "--format={{.Status}}")));
  const times = { restore: [] as number[], list: [] as number[] };
  for (let n = 0; n < ROUNDS; n++) {
    times.list.push(await timed(t, m, "apps:list"));
    times.restore.push(await timed(t, m, "ps:restore", "--all"));
  }
  const [restore, list] = [median(times.restore), median(times.list)];
  t.ok(restore <= 10 * list, `${Math.round(restore)} ms to ${Math.round(list)}`);
  report({
    what: "`ps:restore --all` with nothing to do, to `apps:list`",
    times: ROUNDS,
    requests: 0,
    failed: 0,
    more: { "ms to ms": `${Math.round(restore)} to ${Math.round(list)}`, ratio: (restore / list).toFixed(1) },
  });
}

/** From the boot on each app is asked for the whole time: until it is back an error is an answer, and another app's page never is. */
async function killed(t: Test, m: Machine): Promise<void> {
  const boot = await m.killHost();
  await boot();
  const seen = { right: 0, wrong: 0, errors: 0 };
  let isOver = false;
  const asking = (async () => {
    while (!isOver) for (const [kind, count] of Object.entries(await round())) seen[kind as keyof typeof seen] += count;
  })();
  const { code, err } = await start(m.host, "core/dokku", ["ps:restore", "--all"]).done;
  isOver = true;
  t.equal(code, 0, err);
  await asking;
  t.equal(seen.wrong, 0, "no request was led to another app");
  const last = await round();
  t.match(last, { right: APPS.length, wrong: 0 }, "all of them answer once it has ended");
  report({
    what: "boot of a host of 20 apps that was killed",
    times: 1,
    requests: seen.right + seen.wrong + seen.errors,
    failed: seen.wrong,
    more: { misrouted: seen.wrong, "failed until `ps:restore` had ended": seen.errors },
  });
}

/** Containers that hold a place of one of the apps. */
const holdersOf = ({ host }: Machine): string[] =>
  APPS.flatMap((app) =>
    ["web", "worker"].map((type) => readFileSync(join(host.path, "home", app, `CONTAINER.${type}.1`), "utf8").trim()),
  );

/** Asks nginx for each app at once. */
async function round(): Promise<{ right: number; wrong: number; errors: number }> {
  const all = await Promise.all(APPS.map(async (app) => ({ app, page: await pageAt(`${app}.test`) })));
  const right = all.filter(({ app, page }) => page === pageOf(app)).length;
  const errors = all.filter(({ page }) => page === undefined).length;
  return { right, wrong: all.length - right - errors, errors };
}

/** The page that answers at a host name, or undefined where none does. */
const pageAt = (name: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const asked = http.get({ host: "127.0.0.1", agent: false, headers: { host: name } }, (response) => {
      let page = "";
      response.on("data", (chunk) => {
        page += chunk;
      });
      response.on("end", () => resolve(response.statusCode === 200 ? page.trim() : undefined));
      response.on("error", () => resolve(undefined));
    });
    asked.on("error", () => resolve(undefined));
  });

await t.test("a host of 20 apps of two processes", async (t) => {
  const m = await machine(t, { fresh: 0 });
  await t.test("that are pushed to at once", (t) => pushed(t, m));
  await t.test("that is started again", (t) => startedAgain(t, m));
  await t.test("with nothing to do", (t) => nothingToDo(t, m));
  await t.test("that was killed, and boots", (t) => killed(t, m));
});

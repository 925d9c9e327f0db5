import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Test } from "tap";
import { until } from "../../lib/patience.ts";
import type { Ran } from "../../lib/root.ts";
import { start } from "../apps.ts";
import type { Counts } from "./client.ts";
import { add, alone, client, type Machine, machine, none, sum } from "./machine.ts";
import { type Line, report } from "./report.ts";

alone(import.meta.filename);

const { default: t } = await import("tap");

const TIMES = 20;
const PUSHES = 50;
const LOOPS = { fresh: 8, kept: 8, rest: 10 };

/** Runs a command beside the client. */
const command = ({ host }: Machine, ...words: string[]): Promise<Ran> => start(host, "core/dokku", words).done;

/** Makes a certificate for the app's domain, and answers words of `certs:add`. */
function certificate({ host }: Machine, name: string): string[] {
  const [crt, key] = [host.put(`tls/${name}.crt`, ""), host.put(`tls/${name}.key`, "")];
  const words = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=web.test", "-keyout", key, "-out", crt];
  execFileSync("openssl", ["req", ...words], { stdio: "ignore" });
  return [crt, key];
}

const CHANGES: Readonly<Record<string, (m: Machine, turn: number) => Promise<Ran>>> = {
  pushes: (m, turn) => m.push(`page-${turn}`).done,
  "changes of config": (m, turn) => command(m, "config:set", m.app, `TURN=${turn}`),
  "changes of scale": (m, turn) => command(m, "ps:scale", m.app, `web=${turn % 2 ? 1 : 2}`),
  "changes of domains": (m, turn) => command(m, turn % 2 ? "domains:remove" : "domains:add", m.app, "more.test"),
};

await t.test("an app that is asked the whole time", async (t) => {
  const m = await machine(t, LOOPS);
  // Old containers go in a moment elsewhere; here a worker of nginx shares the processors with a hundred commands, and hears late of a reload.
  m.host.put("lib/config/checks/--global/wait-to-retire", "5");
  await t.test("while it is changed", (t) => whileChanged(t, m));
  await t.test("while many change it at once", (t) => whileManyChange(t, m));
  await t.test("while many push at once", (t) => whileManyPush(t, m));
  await t.test("while its certificate is changed", (t) => whileCertified(t, m));
});

async function whileChanged(t: Test, m: Machine): Promise<void> {
  const bare = await bareReloads(m, m, "http");
  for (const [what, change] of Object.entries(CHANGES)) await changed(t, m, { from: m, bare, what }, (turn) => change(m, turn));
}

/** By https, on which a connection takes longer to be closed, so it is compared with reloads of its own. */
async function whileCertified(t: Test, m: Machine): Promise<void> {
  const certificates = ["one", "other"].map((name) => certificate(m, name));
  t.match(await command(m, "certs:add", m.app, ...(certificates[0] ?? [])), { code: 0 });
  const from = client(t, "https", LOOPS);
  const compared = { from, bare: await bareReloads(m, from, "https"), what: "changes of certificates (https)" };
  await changed(t, m, compared, (turn) => command(m, "certs:update", m.app, ...(certificates[(turn + 1) % 2] ?? [])));
}

type Asking = Pick<Machine, "take" | "takeAfter">;

/** What came of requests while something was done, until those processes of nginx are gone that were there before. */
async function during({ host }: Machine, from: Asking, work: () => Promise<unknown>): Promise<Counts> {
  const master = readFileSync(join(host.path, "nginx/pid"), "utf8").trim();
  const workers = () => readFileSync(`/proc/${master}/task/${master}/children`, "utf8").trim().split(" ");
  const old = workers();
  await from.take();
  await work();
  await until(() => !workers().some((worker) => old.includes(worker)));
  return from.takeAfter(200);
}

async function bareReloads(m: Machine, from: Asking, scheme: string): Promise<Counts> {
  const all = none();
  const reload = () => promisify(execFile)("/usr/sbin/nginx", ["-s", "reload", "-c", join(m.host.path, "nginx/nginx.conf")]);
  for (let turn = 0; turn < TIMES; turn++) add(all, await during(m, from, reload));
  report(lineOf(`bare \`nginx -s reload\` under load (${scheme})`, all));
  return all;
}

/** Changes the app again and again: no request may fail, and no more kept connections be lost than by bare reloads. */
async function changed(
  t: Test,
  m: Machine,
  { from, bare, what }: { from: Asking; bare: Counts; what: string },
  change: (turn: number) => Promise<Ran>,
): Promise<void> {
  const all = none();
  for (let turn = 0; turn < TIMES; turn++)
    add(all, await during(m, from, async () => t.match(await change(turn), { code: 0 }, `${what}, ${turn}`)));
  t.strictSame(all.failures, {}, `${what}: no request failed`);
  // Resets come by chance: three times the spread of their difference.
  t.ok(all.resets <= bare.resets + 3 * Math.sqrt(bare.resets + all.resets + 1), `${what}: ${all.resets} to ${bare.resets}`);
  report(lineOf(`${what} under load`, all));
}

async function whileManyChange(t: Test, m: Machine): Promise<void> {
  const keys = Array.from({ length: 100 }, (_, n) => `KEY_${n}`);
  await m.take();
  const ended = await Promise.all(keys.map((key) => command(m, "config:set", m.app, `${key}=set`)));
  const refused = ended.filter(({ code }) => code);
  t.strictSame(refused, [], "none is refused");
  const there = m.dokku("config:keys", m.app).out.split(/\s+/);
  const lost = keys.filter((key) => !there.includes(key));
  t.strictSame(lost, [], "none is lost");
  const counts = await m.takeAfter(20);
  t.strictSame(counts.failures, {}, "no request failed");
  const more = { refused: refused.length, lost: lost.length };
  report(lineOf("`config:set` at once on one app", counts, { times: keys.length, more }));
}

async function whileManyPush(t: Test, m: Machine): Promise<void> {
  await m.take();
  const pushes = [];
  for (let n = 1; n <= PUSHES; n++) {
    const push = m.push(`many-${n}`);
    pushes.push(push.done);
    const isInLine = () => /Waiting, as|Building|took its place/.test(push.said());
    await Promise.race([push.done, until(isInLine)]);
  }
  const ended = await Promise.all(pushes);
  t.match(ended.at(-1), { code: 0 });
  const refused = ended.filter(({ code }) => code);
  for (const { err } of refused) t.match(err, /a newer one took its place in the queue: deploy of/);
  const counts = await m.take();
  t.strictSame(counts.failures, {}, "no request failed");
  t.strictSame(Object.keys((await m.takeAfter(20)).pages), [`many-${PUSHES}`], "the last one serves");
  const more = { "replaced by a newer one": refused.length };
  report(lineOf("pushes at once to one app, the last one serves", counts, { times: PUSHES, more }));
}

function lineOf(what: string, { pages, failures, resets }: Counts, { times = TIMES, more = {} } = {}): Line {
  const requests = sum(pages) + sum(failures) + resets;
  return { what, times, requests, failed: sum(failures), more: { ...more, "kept connections closed": resets } };
}

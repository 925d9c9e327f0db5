import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import t, { type Test } from "tap";
import { startOf, takeLock } from "../../../plugins/common/lib/lock.ts";
import { whileBuilding } from "../../../plugins/deploy/lib/build-slot.ts";
import { whileRoom } from "../../../plugins/deploy/lib/disk.ts";
import { lastStep } from "../../../plugins/deploy/lib/last-step.ts";
import { asDeployer, deployLock, isInside, whileDeploying } from "../../../plugins/deploy/lib/lock.ts";
import { hasPushOption } from "../../../plugins/deploy/lib/push-options.ts";
import { howFar, isImpatient, pushTurn, whoDeploys, withoutWaiting } from "../../../plugins/deploy/lib/queue.ts";
import { recorded } from "../../../plugins/deploy/lib/record.ts";
import { here } from "../../lib/here.ts";

const host = (t: Test, more: Readonly<Record<string, string>> = {}) => here(t, { apps: ["web"] }, more);
const SINCE = "2026-01-01T00:00:00.000Z";
const GONE = JSON.stringify({ pid: 999_999, started: "1", what: "a deploy", since: SINCE });

t.test("options of a push", async (t) => {
  const env = { GIT_PUSH_OPTION_COUNT: "2", GIT_PUSH_OPTION_0: "a", GIT_PUSH_OPTION_1: "no-wait", GIT_PUSH_OPTION_2: "stray" };
  t.same(
    ["a", "no-wait", "stray", "b"].map((name) => hasPushOption(env, name)),
    [true, true, false, false],
  );
  t.notOk(hasPushOption({ GIT_PUSH_OPTION_0: "a" }, "a"));
  t.same([{}, { HOKKU_NO_WAIT: "1" }, env].map(isImpatient), [false, true, true]);
  const { io } = host(t);
  t.equal(withoutWaiting(io, false), io);
  t.equal(withoutWaiting(io, true).env.HOKKU_NO_WAIT, "1");
});

t.test("how far a deploy is, by the end of its log", async (t) => {
  const { io, put } = host(t);
  const holder = { pid: 1, started: "1", what: "a push", since: SINCE };
  t.equal(lastStep("web", io.env), "");
  const stop = `a push is under way since ${SINCE}; to stop it: dokku builds:cancel web`;
  t.equal(whoDeploys("web", holder), stop);
  t.equal(howFar("web", holder, io.env), stop);
  const log = (id: string, text: string) => put(`lib/data/builds/web/${id}.log`, text);
  log("00000000000001", "-----> Older\n");
  log("zzz", "-----> Not an id\n");
  log("00000000000002", "-----> Building\n       detail\n");
  t.equal(lastStep("web", io.env), "Building");
  log("00000000000003", `=====> First\n${"x".repeat(20_000)}\nremote: -----> Releasing web...\n text -----> no step\n`);
  t.equal(lastStep("web", io.env), "Releasing web...");
  t.equal(howFar("web", holder, io.env), `${stop}\nIt is at: Releasing web...`);
  log("00000000000004", `-----> Early\n${"x".repeat(20_000)}`);
  t.equal(lastStep("web", io.env), "", "only the end is looked at");
  log("00000000000005", "nothing yet\n");
  t.equal(lastStep("web", io.env), "");
});

t.test("one deploys at a time, and who works inside a deploy is let through", async (t) => {
  const { io, put, read, answers, said } = host(t);
  answers("deploy-cut-short", 'echo "$*" >>"$DOKKU_ROOT/../cut-short"');
  const path = deployLock("web", io.env);
  await whileDeploying(io, "web", "outer", async (inside) => {
    t.match(JSON.parse(read("lib/data/git/web/deploy.lock") ?? ""), { what: "outer", pid: process.pid });
    t.match(inside.env, { DOKKU_DEPLOYING: "web", HOKKU_DEPLOYER: `${process.pid}.${startOf(process.pid)}` });
    t.same([isInside("web", inside.env), isInside("web", io.env), isInside("api", inside.env)], [true, false, false]);
    t.notOk(isInside("web", { ...inside.env, HOKKU_DEPLOYER: "1.1" }));
    await whileDeploying(inside, "web", "inner", async (same) => void t.equal(same, inside));
    t.ok(existsSync(path), "the inner one does not let it go");
    await t.rejects(
      whileDeploying(withoutWaiting(io, true), "web", "another", async () => {}),
      {
        code: 1,
        message: /^web currently has a deploy lock in place: outer is under way since .*; to stop it: dokku builds:cancel web$/,
      },
    );
  });
  t.notOk(existsSync(path));
  t.notOk(isInside("web", { ...io.env, ...asDeployer("web") }), "what a deploy has left behind is not inside");
  await t.rejects(
    whileDeploying(io, "web", "fails", async () => {
      throw new Error("it fails");
    }),
    /it fails/,
  );
  t.notOk(existsSync(path), "also after a failure");
  t.equal(read("cut-short"), undefined);
  put("lib/data/git/web/deploy.lock", GONE);
  await whileDeploying(
    io,
    "web",
    "next",
    async () => void t.equal(read("cut-short"), "web 999999.1\n", "before the next one works"),
  );
  t.equal(said(), "");
});

t.test("who has to wait is told for whom, once", async (t) => {
  const { io, said, put, path } = host(t);
  const first = takeLock(deployLock("web", io.env), "a rebuild");
  t.ok("release" in first);
  const order: string[] = [];
  const wait = whileDeploying(io, "web", "later", async () => void order.push("later"));
  await pause(350);
  t.match(said(), /^ {7}Waiting, as a rebuild is under way since \S+; to stop it: dokku builds:cancel web\n$/);
  put("lib/data/git/web/deploy.lock", JSON.stringify({ pid: 1, started: startOf(1), what: "a restart", since: SINCE }));
  await pause(250);
  t.equal(said(), ` ${" ".repeat(6)}Waiting, as a restart is under way since ${SINCE}; to stop it: dokku builds:cancel web\n`);
  t.same(order, []);
  rmSync(join(path, "lib/data/git/web/deploy.lock"));
  await wait;
  t.same(order, ["later"]);
});

t.test("of pushes one waits at most, the newest", async (t) => {
  const { io, said } = host(t);
  const path = deployLock("web", io.env);
  const first = await pushTurn(io, "web", path, "a push of one");
  const waiting = pushTurn(io, "web", path, "a push of two");
  await t.rejects(pushTurn(withoutWaiting(io, true), "web", path, "a push"), {
    code: 1,
    message: /deploy lock in place: a push of one is under way since .*web\nPush again when it is done\.$/,
  });
  await pause(150);
  t.match(said(), /^ {7}Waiting, as a push of one is under way since \S+; to stop it: dokku builds:cancel web\n$/, "said once");
  const newest = pushTurn(io, "web", path, "a push of three");
  await t.rejects(waiting, {
    code: 1,
    message: /^This push of web was not deployed: a newer one took its place in the queue: a push of three, \d{4}-/,
  });
  first.release();
  (await newest).release();
  t.notOk(existsSync(path));
});

t.test("a record is kept of what is built or deployed", async (t) => {
  const { io, answers, read } = host(t, { HOKKU_DEPLOYER: "1.2", DOKKU_COMMAND: "config:set" });
  const records = () => (read("records") ?? "").trim().split("\n");
  for (const name of ["start", "finalize"]) answers(`builds-record-${name}`, `echo "${name} $*" >>"$DOKKU_ROOT/../records"`);
  const inside = await recorded(io, "web", async (inner) => inner);
  t.match(inside.env, { DOKKU_BUILD_ID: `pid-${process.pid}`, HOKKU_RECORDED: "1.2" });
  t.same(records(), [`start web pid-${process.pid} ${process.pid} config-redeploy`, `finalize web pid-${process.pid} 0`]);
  await recorded(inside, "web", async (inner) => void t.equal(inner, inside));
  t.equal(records().length, 2, "within one there is one");
  answers("builds-generate-id", "echo b7");
  const { Exit } = await import("../../../core/execute.ts");
  const fails = (error: Error) =>
    recorded({ ...io, env: { ...io.env, DOKKU_COMMAND: "ps:rebuild" } }, "web", async () => {
      throw error;
    });
  await t.rejects(fails(new Exit(7, "x")), { code: 7 });
  await t.rejects(fails(new Error("x")), { message: "x" });
  t.same(records().slice(2), [
    `start web b7 ${process.pid} ps:rebuild`,
    "finalize web b7 7",
    `start web b7 ${process.pid} ps:rebuild`,
    "finalize web b7 1",
  ]);
});

t.test("so many build on a host at once", async (t) => {
  const { io, said } = host(t);
  const running: string[] = [];
  const ends: Record<string, () => void> = {};
  const build = (app: string, limit: number) =>
    whileBuilding(io, app, limit, async (inside) => {
      running.push(app);
      t.equal(inside.env.HOKKU_BUILDING, limit ? app : undefined);
      await new Promise<void>((end) => {
        ends[app] = end;
      });
    });
  const all = [build("one", 2), build("two", 2)];
  t.same(running, ["one", "two"]);
  all.push(build("three", 2));
  await pause(450);
  t.same(running, ["one", "two"]);
  t.equal(said(), "       Waiting, as 2 other builds are under way on this host; see: dokku builds:list\n");
  all.push(build("free", 0));
  t.same(running, ["one", "two", "free"], "0 is no limit");
  t.equal(
    await whileBuilding({ ...io, env: { ...io.env, HOKKU_BUILDING: "one" } }, "one", 1, async () => 5),
    5,
    "one inside has a place",
  );
  ends.one?.();
  while (running.length < 4) await pause(20);
  t.equal(running.at(-1), "three");
  all.push(build("four", 1));
  await pause(50);
  t.match(said(), /^ {7}Waiting, as another build is under way on this host/);
  for (const name of ["two", "three", "free"]) ends[name]?.();
  while (!running.includes("four")) await pause(20);
  ends.four?.();
  await Promise.all(all);
});

t.test("nothing is built where the disk has no room for it", async (t) => {
  const { io, put, read } = host(t);
  const TOO_MUCH = 2 ** 40; // MB: more than any disk has
  const took = "lib/data/builds/web/.last-build-took";
  t.equal(await whileRoom(io, "web", 0, async () => 1), 1);
  t.equal(read(took), undefined, "where there are no records of builds, none is kept");
  await t.rejects(
    whileRoom(io, "web", TOO_MUCH, async () => t.fail("it was built")),
    {
      code: 1,
      message: new RegExp(
        `^The disk has \\d+ MB left, and a build of web wants ${TOO_MUCH} MB: nothing was built, what runs goes on\\.\n`,
      ),
    },
  );
  for (const env of [{ HOKKU_FORCE: "1" }, { GIT_PUSH_OPTION_COUNT: "1", GIT_PUSH_OPTION_0: "force" }])
    t.equal(await whileRoom({ ...io, env: { ...io.env, ...env } }, "web", TOO_MUCH, async () => 2), 2);
  put(took, `${2 ** 60} 5000000`);
  await whileRoom(io, "web", 0, async () => {});
  t.match(read(took), new RegExp(`^\\d+ ${2 ** 60}$`), "the last two are kept");
  put(took, `${2 ** 60}`);
  await t.rejects(
    whileRoom(io, "web", 3, async () => {}),
    { message: /wants 1099511627776 MB, as the last one took, and 3 MB to spare:/ },
  );
});

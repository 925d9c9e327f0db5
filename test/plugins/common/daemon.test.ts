// slow: daemons are started, killed and started again
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { type Daemon, startDaemon, stopDaemon } from "../../../plugins/common/lib/daemon.ts";
import { heldBy, startOf } from "../../../plugins/common/lib/lock.ts";
import { until } from "../../lib/patience.ts";
import { checkout, ran } from "../../lib/root.ts";

/** A daemon that does what its word says; it notes the children that it has. */
const MAIN = `import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { runDaemon } from "${checkout}/plugins/common/lib/daemon.ts";

const [, , folder, what] = process.argv;
const stay = () => new Promise((resolve) => process.on("SIGTERM", resolve) && setInterval(() => {}, 1000));
if (import.meta.main)
  await runDaemon("probe " + folder, folder + "/lock", async (ready) => {
    if (what === "refuse") throw new Error("there is no such wheel");
    if (what === "die") process.kill(process.pid, "SIGKILL");
    if (what === "never") return stay();
    const child = spawn("sleep", ["600"], { stdio: "ignore" });
    writeFileSync(folder + "/child", String(child.pid));
    if (what === "deaf") process.on("SIGTERM", () => {}) && setInterval(() => {}, 1000);
    ready("the " + what);
    await (what === "deaf" ? new Promise(() => {}) : stay());
  });
`;

function probe(t: Test, what: string, more: Partial<Daemon> = {}): Daemon {
  const folder = mkdtempSync(join(tmpdir(), "hokku-daemon-"));
  writeFileSync(join(folder, "main.ts"), MAIN);
  const lock = join(folder, "lock");
  t.teardown(async () => {
    await stopDaemon(lock, 0, true);
    rmSync(folder, { recursive: true });
  });
  return {
    main: join(folder, "main.ts"),
    words: [folder, what],
    flags: [],
    env: process.env,
    lock,
    log: join(folder, "log"),
    patience: 60,
    ...more,
  };
}

const childOf = ({ words = [] }: Daemon): number => Number(readFileSync(join(words[0] ?? "", "child"), "utf8"));
const running = ({ words: [folder = ""] = [] }: Daemon): string[] =>
  ran("pgrep", ["-f", folder], { env: { PATH: process.env.PATH ?? "" } })
    .out.split("\n")
    .filter(Boolean);
const isGone = (pid: number) => until(() => startOf(pid) === "gone");

t.test("started twice at once gives one, and a third time that one", async (t) => {
  const daemon = probe(t, "first");
  const started = await Promise.all([startDaemon(daemon), startDaemon(daemon)]);
  const pids = new Set(started.map(({ holder }) => holder.pid));
  t.equal(pids.size, 1);
  t.equal(started.filter(({ isNew }) => isNew).length, 1);
  t.match(await startDaemon(daemon), { isNew: false, holder: { what: "the first", pid: [...pids][0] } });
  t.ok(await until(() => running(daemon).length === 1), "the other one has ended");
});

t.test("it ends before it is ready: with its reason, or how it ended", async (t) => {
  const refusing = probe(t, "refuse");
  writeFileSync(refusing.log, " !     what an earlier one said\n");
  await t.rejects(startDaemon(refusing), { code: 1, message: "there is no such wheel" });
  const dying = probe(t, "die");
  await t.rejects(startDaemon(dying), { message: `it ended with SIGKILL; see ${dying.log}` });
  const missing = probe(t, "x", { main: "/nowhere/main.ts" });
  await t.rejects(startDaemon(missing), { message: /ended with exit code 1; see/ });
});

t.test("one that is not ready in time is ended", async (t) => {
  const daemon = probe(t, "never", { patience: 2 });
  await t.rejects(startDaemon(daemon), { message: `it is not ready after 2 s; see ${daemon.log}` });
  t.ok(await until(() => running(daemon).length === 0));
});

t.test("a crash is noticed, and a lock that is damaged holds nobody up", async (t) => {
  const daemon = probe(t, "one");
  const { holder } = await startDaemon(daemon);
  process.kill(holder.pid, "SIGKILL");
  await isGone(holder.pid);
  t.equal(heldBy(daemon.lock), undefined);
  t.equal(await stopDaemon(daemon.lock, 1, true), undefined);
  for (const damaged of ["", "{", "null", "5", '{"pid":"self","started":1}', "\0\xff"]) {
    writeFileSync(daemon.lock, damaged);
    const again = await startDaemon(daemon);
    t.ok(again.isNew, `after ${JSON.stringify(damaged)}`);
    t.match(await stopDaemon(daemon.lock, 30, true), { stopped: true });
  }
});

t.test("stopping it ends its children, too, and at last one that does not want to", async (t) => {
  const kind = probe(t, "kind");
  await startDaemon(kind);
  t.match(await stopDaemon(kind.lock, 30, true), { stopped: true, holder: { what: "the kind" } });
  t.ok(await isGone(childOf(kind)));
  t.notOk(existsSync(kind.lock), "it gave its lock back");
  const deaf = probe(t, "deaf");
  const { holder } = await startDaemon(deaf);
  t.match(await stopDaemon(deaf.lock, 1, false), { stopped: false }, "it is asked");
  t.equal(heldBy(deaf.lock)?.pid, holder.pid);
  t.match(await stopDaemon(deaf.lock, 1, true), { stopped: true }, "it is ended");
  t.ok(await isGone(childOf(deaf)));
  t.equal(heldBy(deaf.lock), undefined);
});

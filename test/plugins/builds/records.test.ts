import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { endAll, endTree, startedBy } from "../../../plugins/builds/lib/end-tree.ts";
import { releaseOf } from "../../../plugins/builds/lib/led-to.ts";
import { removeBuildContainers } from "../../../plugins/builds/lib/leftovers.ts";
import { begin, close, isRunning, KEPT, logOf, newId, prune, read, records } from "../../../plugins/builds/lib/records.ts";
import { at } from "../../../plugins/builds/lib/time.ts";
import { startOf } from "../../../plugins/common/lib/lock.ts";
import { here } from "../../lib/here.ts";
import { until } from "../../lib/patience.ts";

const GONE = 4_194_305; // above what Linux numbers processes with

function host(t: Test) {
  const made = here(t, { apps: ["web"], programs: { docker: 'cat "$DOKKU_ROOT/../docker-says" 2>/dev/null || true' } });
  const record = (id: string, more: object) =>
    made.put(`lib/data/builds/web/${id}.json`, JSON.stringify({ kind: "build", pid: GONE, source: "git-hook", ...more }));
  const names = () => readdirSync(join(made.path, "lib/data/builds/web")).sort();
  return { ...made, env: made.io.env, record, names };
}

t.test("a record from its beginning to its end", async (t) => {
  const { env, names } = host(t);
  begin("web", "b1", process.pid, "ps:rebuild", { ...env, SSH_NAME: "ada" });
  const began = read("web", "b1", env);
  t.match(began, {
    id: "b1",
    app: "web",
    kind: "build",
    status: "running",
    source: "ps:rebuild",
    actor: "ada",
    pid: process.pid,
  });
  t.equal(began?.pid_started, startOf(process.pid));
  close("web", "b1", "succeeded", 0, env);
  t.match(read("web", "b1", env), { status: "succeeded", exit_code: 0, finished_at: /^20\d\d-/ });
  close("web", "b1", "failed", 1, env);
  t.match(read("web", "b1", env), { status: "succeeded", exit_code: 0 }, "what is closed stays");
  close("web", "none", "failed", 1, env);
  t.same(names(), ["b1.json"], "and nothing is made of what never began");
  for (const [source, kind] of [
    ["git-hook", "build"],
    ["git:sync", "build"],
    ["build", "build"],
    ["receive-app", "build"],
    ["config-redeploy", "deploy"],
    ["ps:restart", "deploy"],
    ["", "deploy"],
  ] as const) {
    begin("web", "k1", GONE, source, env);
    t.match(read("web", "k1", env), { kind, source: source || "unknown", pid_started: "gone" });
    t.notOk("actor" in (read("web", "k1", env) ?? {}));
  }
  for (const id of ["../x", "", "a.b", "x".repeat(65)])
    t.throws(() => read("web", id, env), { message: /is no build's id; see: dokku/ });
  t.equal(read("web", "x".repeat(64), env), undefined);
  t.match([newId(0), newId(36 ** 7)], [/^00000000[0-9a-z]{6}$/, /^10000000[0-9a-z]{6}$/]);
  t.equal(at("2026-01-01T00:00:00.123Z"), "2026-01-01T00:00:00Z");
});

t.test("a log that was cut says so", async (t) => {
  const { env, put, read: text } = host(t);
  for (const [id, size] of [
    ["whole", KEPT - 1],
    ["cut", KEPT],
  ] as const) {
    begin("web", id, process.pid, "build", env);
    truncateSync(put(`lib/data/builds/web/${id}.log`, ""), size);
    close("web", id, "failed", 1, env);
  }
  t.equal(statSync(logOf("web", "whole", env)).size, KEPT - 1);
  t.equal(text("lib/data/builds/web/cut.log")?.slice(KEPT), "\n !     What came after these 10 MB was not kept.\n");
});

t.test("what is shown of them, in order", async (t) => {
  const { env, record } = host(t);
  t.same(records("web", env), []);
  const mine = { pid: process.pid, status: "running" };
  record("old", { started_at: "2026-01-01T00:00:00Z", finished_at: "2026-01-01T01:02:03.400Z", status: "succeeded" });
  record("new", { started_at: "2026-01-02T00:00:00Z", finished_at: "2026-01-02T00:01:00Z", status: "failed" });
  record("back", { started_at: "2026-01-03T00:00:01Z", finished_at: "2026-01-03T00:00:00Z", status: "canceled" });
  record("runs", { started_at: "2026-01-01T00:00:00Z", ...mine });
  record("other", { started_at: "2026-01-01T00:00:01Z", ...mine, pid_started: "1" });
  record("same", { started_at: "2026-01-01T00:00:02Z", ...mine, pid_started: startOf(process.pid) });
  record("gone", { started_at: "2026-01-01T00:00:03Z", status: "running" });
  t.same(
    records("web", env).map(({ id, display_status }) => `${id} ${display_status}`),
    ["same running", "runs running", "back canceled", "new failed", "gone abandoned", "other abandoned", "old succeeded"],
  );
  const durations = records("web", env).flatMap(({ finished_at, duration }) => (finished_at ? duration : []));
  t.same(durations, ["0s", "1m0s", "1h2m3s"]);
  t.same(
    records("web", env)
      .filter(isRunning)
      .map(({ id }) => id),
    ["same", "runs"],
  );
});

t.test("what is beyond the retention goes, never what runs", async (t) => {
  const { env, record, put, names } = host(t);
  put("lib/config/builds/web/retention", "2");
  const ended = (id: string, day: number) =>
    record(id, { started_at: `2026-01-0${day}T00:00:00Z`, finished_at: `2026-01-0${day}T00:00:01Z`, status: "failed" });
  for (const day of [1, 2, 3]) ended(`e${day}`, day);
  record("runs", { pid: process.pid, status: "running", started_at: "2025-01-01T00:00:00Z" });
  record("gone", { status: "running", started_at: "2026-01-09T00:00:00Z" });
  for (const id of ["e1", "runs", "gone"]) put(`lib/data/builds/web/${id}.log`, "");
  for (const pid of [GONE, process.pid, process.ppid]) put(`lib/data/builds/web/${pid}.log`, "");
  prune("web", env);
  t.same(names(), [`${process.ppid}.log`, "e3.json", "gone.json", "gone.log", "runs.json", "runs.log"].sort());
  t.match(read("web", "gone", env), { status: "failed", exit_code: -1 });
  t.doesNotThrow(() => prune("none", env));
});

t.test("the release that a build became", async (t) => {
  const { env, put } = host(t);
  t.equal(releaseOf("web", "b1", env), undefined);
  put("lib/data/releases/web/v2.json", '{"build":"b1"}');
  put("lib/data/releases/web/v12.json", '{"build":"b2"}');
  put("lib/data/releases/web/.draft.1", '{"build":"b3"}');
  put("lib/data/releases/web/xv4.json", '{"build":"b4"}');
  put("lib/data/releases/web/v5.jsonx", '{"build":"b5"}');
  t.same(
    ["b1", "b2", "b3", "b4", "b5", ""].map((id) => releaseOf("web", id, env)),
    ["v2", "v12", undefined, undefined, undefined, undefined],
  );
});

t.test("builds:output", async (t) => {
  const { dokku, put } = here(t, { plugins: ["apps", "builds", "common"], apps: ["web"] });
  const log = (id: string, status: string, text?: string, pid = GONE) => {
    put(`lib/data/builds/web/${id}.json`, JSON.stringify({ kind: "build", pid, status, started_at: "2026-01-01T00:00:00Z" }));
    if (text !== undefined) put(`lib/data/builds/web/${id}.log`, text);
  };
  log("long", "failed", "first\nline\n".repeat(1000));
  t.match(dokku("builds:output web long"), { code: 0, out: "first\nline\n".repeat(1000) }, "all of it");
  log("lost", "failed");
  t.match(dokku("builds:output web lost"), { code: 1, err: /What lost printed is not there \(any more\): .*\/lost\.log/ });
  t.match(dokku("builds:output web none"), { code: 1, err: /No build record found for web\/none; see: dokku builds:list web/ });
  t.match(dokku("builds:output web"), { code: 0, out: "-----> App not currently deploying\n" });
  // Not this process's child, whose end nobody would collect meanwhile.
  const pid = execFileSync("bash", ["-c", "sleep 0.7 >/dev/null 2>&1 & echo $!"], { encoding: "utf8" });
  log("runs", "running", "a line\n".repeat(1500), Number(pid));
  t.match(dokku("builds:output web"), { code: 0, out: "a line\n".repeat(1000) }, "what runs from its last lines on, to its end");
});

t.test("containers of a build that was ended are removed", async (t) => {
  const { io, put, calls } = host(t);
  const words = () => calls("docker").map((call) => call.words);
  await removeBuildContainers(io, "web");
  const asked = ["container", "ls", "--all", "--no-trunc", "--format", "{{json .ID}}"];
  t.same(words(), [[...asked, "--filter=label=com.dokku.app-name=web", "--filter=label=com.dokku.container-type=build"]]);
  put("docker-says", '"c1"\n"c2"\n');
  await removeBuildContainers(io, "web");
  t.same(words().at(-1), ["container", "rm", "--force", "--volumes", "c1", "c2"]);
  put("docker-says", '[{"Id":"c3"}]');
  await removeBuildContainers(io, "web");
  t.same(words().at(-1), ["container", "rm", "--force", "--volumes", "c3"], "as the engine says it");
});

t.test("a process is ended after what it has started", async (t) => {
  const { path } = host(t);
  const log = join(path, "ended");
  const parent = `trap 'echo parent >>"${log}"; exit 0' TERM
bash -c 'trap "echo child >>${log}; exit 0" TERM; touch "${path}/up"; while :; do sleep 0.02; done' &
HOKKU_RECEIVER=$$ bash -c 'trap "echo git >>${log}; exit 0" TERM; touch "${path}/git-up"; while :; do sleep 0.02; done' &
echo $! >"${path}/git"
while :; do sleep 0.02; done`;
  const child = spawn("bash", ["-c", parent], { stdio: "ignore", env: { ...process.env, HOKKU_DEPLOYER: "7.7" } });
  const ended = once(child, "exit");
  await until(() => existsSync(join(path, "up")) && existsSync(join(path, "git-up")));
  t.ok(startedBy("7.7").includes(child.pid ?? 0));
  t.notOk(startedBy("7.").includes(child.pid ?? 0));
  t.notOk(startedBy("7.7").includes(process.pid));
  await endTree(child.pid ?? 0);
  await ended;
  t.equal(readFileSync(log, "utf8"), "child\nparent\n", "git and its hook go on");
  const git = Number(readFileSync(join(path, "git"), "utf8"));
  t.not(startOf(git), "gone");
  await endAll([process.pid, git]);
  await until(() => startOf(git) === "gone");
});

// slow: builds are followed to their end
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { buildHost } from "../../lib/build-host.ts";
import { until } from "../../lib/patience.ts";
import { type Root, root } from "../../lib/root.ts";
import { fire, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";
import { workingCopy } from "../../lib/working-copy.ts";

const GONE = 4_194_305; // above what Linux numbers processes with

/** A record as Dokku writes it, which says nothing of the process's start. */
function record({ put }: Root, id: string, status: string, more: Readonly<Record<string, unknown>> = {}): void {
  const ended = status === "running" ? {} : { finished_at: "2026-04-30T13:51:14Z", exit_code: 0 };
  const began = { id, app: "web", kind: "build", pid: GONE, started_at: "2026-04-30T13:50:00Z", status, source: "git-hook" };
  put(`lib/data/builds/web/${id}.json`, JSON.stringify({ ...began, ...ended, ...more }));
  put(`lib/data/builds/web/${id}.log`, `what ${id} printed\n`);
}

const kept = ({ path }: Root): string[] => readdirSync(join(path, "lib/data/builds/web")).sort();

t.test("records of Dokku's are listed, shown, replayed and pruned", async (t) => {
  const made = root(t);
  rows(t, made, [
    { words: "apps:create web", out: /./ },
    { words: "builds:list web", out: "No builds recorded for this app\n" },
    { words: "builds:list", out: "No builds currently running\n" },
    { words: "builds:output web", out: "-----> App not currently deploying\n" },
    { words: "builds:cancel web", out: "-----> App not currently deploying\n" },
  ]);
  record(made, "b1", "succeeded");
  record(made, "d1", "failed", { kind: "deploy", source: "ps:restart", exit_code: 7, started_at: "2026-04-30T13:55:00Z" });
  record(made, "ghost", "running", { started_at: "2026-04-30T13:56:00Z" });
  record(made, "alive", "running", { pid: process.pid, started_at: "2026-04-30T13:40:00Z" });
  made.put("lib/data/releases/web/v2.json", '{"version": 2, "build": ""}');
  made.put("lib/data/releases/web/v3.json", '{"version": 3, "build": "b1"}');
  rows(t, made, [
    {
      words: "builds:list web",
      out: /^Build ID +Kind +Status .*\nalive +build +running.*\nghost +build +abandoned.*\nd1 +deploy +failed .* ps:restart +2026-04-30T13:55:00Z.*\nb1 .* 1m14s\n$/,
    },
    { words: "builds:list web --kind deploy", out: /^Build ID.*\nd1 .*\n$/ },
    { words: "builds:list web --status abandoned", out: /^Build ID.*\nghost .*\n$/ },
    { words: "builds:list web --kind garbage", code: 1, err: /Invalid --kind value "garbage" \(allowed: build, deploy\)/ },
    { words: "builds:list web --status over", code: 1, err: /Invalid --status value "over" \(allowed: running, succ/ },
    { words: "builds:list", out: /^=====> Currently running builds\nApp .*\nweb +alive .*\nweb +ghost .*\n$/ },
    {
      words: "builds:info web b1",
      out: /^=====> Build b1\n {7}Build ID: {3}b1\n[\s\S]* {7}Finished: {3}2026-04-30T13:51:14Z\n {7}Duration: {3}1m14s\n {7}Exit Code: {2}0\n {7}Release: {4}v3\n {7}Log: +\S+\/b1\.log\n$/,
    },
    { words: "builds:info web b1 --json", out: /"release": "v3"/ },
    { words: "builds:info web d1 --json", out: /"release": null/ },
    { words: "builds:info web nope", code: 1, err: /No build record found for web\/nope; see: dokku builds:list web/ },
    { words: "builds:info web ../../x", code: 1, err: /is no build's id/ },
    { words: "builds:output web b1", out: "what b1 printed\n" },
    { words: "builds:output web b1 --json", out: '{"line":"what b1 printed"}\n' },
    { words: "builds:report web --build-id", out: "ghost\n" },
    { words: "builds:report web --build-status", out: "abandoned\n" },
    { words: "builds:set web retention 0", code: 1, err: /use a number of records, as in 20/ },
    { words: "builds:set web retention abc", code: 1, err: /use a number of records/ },
    { words: "builds:set --global retention 7", out: /7/ },
    { words: "builds:report web --builds-computed-retention", out: "7\n" },
    { words: "builds:set web retention 1", out: /1/ },
    { words: "builds:prune", code: 2, err: /takes an app, or --all-apps/ },
    { words: "builds:prune web" },
  ]);
  t.same(kept(made), ["alive.json", "alive.log", "ghost.json", "ghost.log"], "the newest that ended, and what runs");
  const { out } = made.dokku(["builds:info", "web", "ghost", "--format", "json"]);
  const shown = JSON.parse(out);
  t.match(shown, { id: "ghost", status: "failed", display_status: "failed", exit_code: -1, log_path: /ghost\.log$/ });
});

t.test("a lock of Dokku's names the build that is to be canceled", async (t) => {
  const made = root(t);
  made.dokku(["apps:create", "web"]);
  record(made, "done", "succeeded");
  record(made, "ghost", "running");
  for (const [id, said, status] of [
    ["done", /Build done is no longer running \(status=succeeded\); leaving record untouched/, "succeeded"],
    ["ghost", /Build was already terminated, marking failed/, "failed"],
    ["../x", /./, ""],
    ["", /App not currently deploying/, ""],
  ] as const) {
    made.put("lib/data/apps/web/.deploy.lock", `${id}\n`);
    const found = made.dokku(["builds:cancel", "web"]);
    t.match(`${found.out}${found.err}`, said);
    if (status) t.match(made.dokku(["builds:info", "web", id]).out, new RegExp(`Status: +${status}\n`));
  }
});

t.test("a push is recorded, with all that was said; one that fails, too", async (t) => {
  const host = buildHost(t, "builds", "ps", "report", "user-auth");
  const copy = workingCopy(t, host, "web");
  copy.commit({ Dockerfile: "FROM scratch\n" });
  t.equal(copy.git("push", "dokku", "main").code, 0);
  copy.commit({ Dockerfile: "BROKEN\n" });
  t.equal(copy.git("push", "dokku", "main").code, 1);
  t.equal(copy.git("push", "dokku", "main:other").code, 0);
  t.match(
    host.dokku(["builds:list", "web"]).out,
    /^Build ID.*\n\w{14} +build +failed +\d+ +git-hook .*\n\w{14} +build +succeeded +\d+ +git-hook .*\n$/,
  );
  const ids = JSON.parse(host.dokku(["builds:list", "web", "--format", "json"]).out).map(({ id }: { id: string }) => id);
  const [failed = "", succeeded = ""] = ids;
  t.match(
    host.dokku(["builds:output", "web", succeeded]).out,
    /Building web[\s\S]*what a program of the build says[\s\S]*Deployed v1/,
  );
  t.match(host.dokku(["builds:output", "web", failed]).out, /Building web[\s\S]*App build failed/);
  t.ok(failed < succeeded === false, "ids are in the order of time");
});

t.test("what is rebuilt says the same on stdout and stderr, and both are kept", async (t) => {
  const host = buildHost(t, "builds", "ps", "report", "user-auth");
  const copy = workingCopy(t, host, "web");
  copy.commit({ Dockerfile: "FROM scratch\n" });
  t.equal(copy.git("push", "dokku", "main").code, 0);
  host.hook("loud", "pre-build", "echo aside >&2; echo aloud");
  const found = host.dokku(["ps:rebuild", "web"]);
  t.match(found, { code: 0, out: /aloud\n[\s\S]*Deployed v2/, err: /aside\n/ });
  t.notMatch(found.out, /aside/);
  t.match(host.dokku(["builds:report", "web", "--build-source"]).out, "ps:rebuild\n");
  const id = host.dokku(["builds:report", "web", "--build-id"]).out.trim();
  const log = host.dokku(["builds:output", "web", id]).out;
  for (const line of ["aside", "aloud"]) t.match(log, new RegExp(`^${line}$`, "m"));
  t.match(log, /Deployed v2 of web.*\n$/, "to the last word");
  t.notOk(
    kept(host).some((name) => /\.\d$/.test(name)),
    "no pipe is left",
  );
});

t.test("of several apps in one command, each has its own output", async (t) => {
  const host = buildHost(t, "builds", "ps", "report", "user-auth");
  for (const app of ["one", "two"]) {
    const copy = workingCopy(t, host, app);
    copy.commit({ Dockerfile: "FROM scratch\n" });
    t.equal(copy.git("push", "dokku", "main").code, 0);
  }
  host.hook("loud", "pre-build", 'echo "aside $2" >&2; echo "building $1 $2 $3"; sleep 0.3');
  const logs = () =>
    ["one", "two"].map((app) => {
      const id = host.dokku(["builds:report", app, "--build-id"]).out.trim();
      return host.dokku(["builds:output", app, id]).out;
    });
  t.match(host.dokku(["ps:rebuild", "--all"]), { code: 0, out: /one[\s\S]*two/, err: /aside[\s\S]*aside/ });
  const [one = "", two = ""] = logs();
  for (const [log, own, other] of [
    [one, "one", "two"],
    [two, "two", "one"],
  ] as const) {
    t.match(log, new RegExp(`Building ${own}[\\s\\S]*Deployed v2 of ${own}`));
    t.match(log, /^aside/m, "stderr too, which may be ahead of stdout by a line");
    t.notMatch(log, new RegExp(`Deployed v2 of ${other}`));
  }
  host.dokku(["ps:rebuild", "--all", "--parallel", "2"]); // which may fail: this docker is not for two
  for (const [at, own] of ["one", "two"].entries()) {
    t.match(logs()[at], new RegExp(`Building ${own} from`), "at once, each has its own");
    t.notMatch(logs()[at], new RegExp(`Building ${own === "one" ? "two" : "one"} from`));
  }
});

t.test("of what a build prints, ten megabytes are kept", async (t) => {
  const host = buildHost(t, "builds", "ps", "report", "user-auth");
  const copy = workingCopy(t, host, "web");
  copy.commit({ Dockerfile: "FROM scratch\n" });
  host.hook("loud", "pre-build", "yes loud | head -c 11000000");
  for (const deploy of [() => copy.git("push", "dokku", "main"), () => host.dokku(["ps:rebuild", "web"])]) {
    const { code, out, err } = deploy();
    t.equal(code, 0);
    t.match((out + err).slice(-400), /Deployed v/, "who asked for it sees all");
    const id = host.dokku(["builds:report", "web", "--build-id"]).out.trim();
    const log = readFileSync(join(host.path, `lib/data/builds/web/${id}.log`), "utf8");
    t.ok(log.length >= 10 * 1024 * 1024 && log.length < 10 * 1024 * 1024 + 200, `${log.length} bytes`);
    t.match(log.slice(-80), /\n ! {5}What came after these 10 MB was not kept\.\n$/);
  }
});

t.test("another follows what runs, and cancels it", async (t) => {
  const host = buildHost(t, "builds", "ps", "report", "user-auth");
  const copy = workingCopy(t, host, "web");
  copy.commit({ Dockerfile: "FROM scratch\n" });
  host.hook("slow", "pre-build", 'echo waiting; touch "$DOKKU_ROOT/../building"; sleep 60');
  const push = spawn("git", ["push", "dokku", "main"], { cwd: copy.path, env: copy.env, stdio: "ignore" });
  await until(() => existsSync(join(host.path, "building")));
  t.match(host.dokku(["builds:list"]).out, /\nweb +\w{14} +build +\d+ +git-hook /);
  const follower = spawn(join(import.meta.dirname, "../../../core/dokku"), ["builds:output", "web"], { env: { ...host.env } });
  let seen = "";
  follower.stdout.on("data", (chunk: Buffer) => (seen += chunk));
  await until(() => /waiting/.test(seen));
  t.match(host.dokku(["builds:cancel", "web"]), { code: 0, out: /Killing app deploy/ });
  t.not((await once(push, "exit"))[0], 0);
  t.equal((await once(follower, "exit"))[0], 0, "who follows is done when the build is");
  t.match(host.dokku(["builds:list", "web"]).out, / canceled /);
});

t.test("what was killed is abandoned, and closed by the next deploy", async (t) => {
  const host = buildHost(t, "builds", "ps", "report", "user-auth");
  const copy = workingCopy(t, host, "web");
  copy.commit({ Dockerfile: "FROM scratch\n" });
  host.hook(
    "slow",
    "pre-build",
    'echo $PPID >"$DOKKU_ROOT/../building"; while [[ ! -f $DOKKU_ROOT/../go ]]; do sleep 0.05; done',
  );
  const push = spawn("git", ["push", "dokku", "main"], { cwd: copy.path, env: copy.env, stdio: "ignore" });
  const ended = once(push, "exit");
  await until(() => existsSync(join(host.path, "building")) && readFileSync(join(host.path, "building"), "utf8") !== "");
  const [pid] = JSON.parse(host.dokku(["builds:list", "--format", "json"]).out).map((one: { pid: number }) => one.pid);
  process.kill(pid, "SIGKILL");
  host.put("go", "");
  await ended;
  t.match(host.dokku(["builds:list", "web"]).out, / abandoned /);
  t.match(copy.git("push", "dokku", "main"), { code: 0 });
  t.match(host.dokku(["builds:list", "web"]).out, / succeeded [\s\S]* failed /);
});

t.test("the records go with a rename and end with the app", async (t) => {
  const made = somePlugins(t, "apps", "builds", "common");
  made.dokku(["apps:create", "web"]);
  record(made, "b1", "succeeded");
  t.equal(fire(made, "post-app-rename-setup", "web", "shop").code, 0);
  made.dokku(["apps:create", "shop"]);
  t.match(made.dokku(["builds:info", "shop", "b1"]).out, /App: +shop\n/);
  t.equal(fire(made, "post-delete", "shop").code, 0);
  t.notOk(existsSync(join(made.path, "lib/data/builds/shop")));
});

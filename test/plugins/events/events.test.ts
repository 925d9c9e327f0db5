import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import t from "tap";
import { eventLine } from "../../../plugins/common/lib/event-log.ts";
import { recorder } from "../../../plugins/events/lib/record.ts";
import { until } from "../../lib/patience.ts";
import { checkout, type Root, ran } from "../../lib/root.ts";
import { fire, pass, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const made = (t: Parameters<typeof somePlugins>[0]): Root => {
  const root = somePlugins(t, "events", "apps", "checks", "common");
  mkdirSync(`${root.path}/home/web`);
  return root;
};
const log = ({ path }: Root) =>
  existsSync(`${path}/logs/events.log`) ? readFileSync(`${path}/logs/events.log`, "utf8").trim().split("\n") : [];

t.test("a line", async (t) => {
  const now = new Date(2026, 6, 3, 16, 9, 48);
  const env = { FINGERPRINT: "SHA256:abc", DOKKU_PID: "7" };
  const text = (trigger: string, ...words: string[]) => eventLine({ trigger, words, name: "admin" }, env, now);
  t.match(
    text("post-create", "web"),
    /^Jul {2}3 16:09:48 \S+ dokku-event\[\d+\]: INVOKED: post-create\( web \) NAME=admin FINGERPRINT=SHA256:abc DOKKU_PID=7\n$/,
  );
  t.match(eventLine({ trigger: "x", words: [], name: "ada" }, {}, now), /NAME=ada FINGERPRINT= DOKKU_PID=\n$/);
  for (const [args, shown] of [
    [["config-set", "web", "KEY=secret", "A=b=c\nd"], "config-set( web KEY=*** A=*** )"],
    [["user-auth", "root", "ada", "config:set", "web", "KEY=secret"], "user-auth( root ada config:set web KEY=*** )"],
    [["user-auth", "root", "ada", "ps:scale", "web", "web=2"], "ps:scale web web=2 )"],
    [["user-auth", "root", "ada", "registry:login", "web", "r.io", "me", "pw"], "registry:login web r.io me *** )"],
    [["user-auth", "root", "ada", "registry:login", "--password-stdin", "web", "r.io", "me"], "web r.io me )"],
    [["user-auth", "root", "ada", "git:auth", "github.com", "me", "token"], "git:auth github.com me *** )"],
    [["user-auth", "root", "ada", "docker-options:add", "web", "deploy", "-e KEY=secret"], "deploy -e KEY=*** )"],
    [["user-auth", "root", "ada", "docker-options:add", "web", "build", "--build-arg KEY=secret"], "--build-arg KEY=*** )"],
    [["ps-set-scale", "web", "true", "web=2"], "ps-set-scale( web true web=2 )"],
    [["post-create", "web\nJul  3 forged", "\u001b[31m\u2028"], "post-create( web\\x0aJul  3 forged \\x1b[31m\\x2028 )"],
  ] as const) {
    const [trigger, ...rest] = args;
    const found = text(trigger, ...rest);
    t.ok(found.includes(shown), `${found.trim()} shows ${shown}`);
    t.equal(found.split("\n").length, 2, "one line");
  }
});

t.test("on and off", async (t) => {
  const root = made(t);
  const plugin = `${root.path}/lib/plugins/enabled/20_events`;
  rows(t, root, [
    { words: "events", out: "", err: /turn them on: dokku events:on/ },
    { words: "events:list", out: "", err: /Events logger disabled/ },
    { words: "events:on", out: "Enabling dokku events logger\n" },
    { words: "events:on", out: "Enabling dokku events logger\n" },
    { words: "events:list", out: /^=====> Events currently logged\napp-create\n[\s\S]*\nuser-auth\n/ },
    { words: "checks:set web wait-to-retire 5", env: { NAME: "ada", FINGERPRINT: "SHA256:x" } },
    {
      words: "events",
      out: /INVOKED: user-auth\( \S+ \S+ checks:set web wait-to-retire 5 \) NAME=ada FINGERPRINT=SHA256:x DOKKU_PID=\d+\n/,
    },
    { words: "events --json", out: /^(\{"time":".*"\}\n)+$/ },
    { words: "events nope", code: 2 },
    { words: "events -x", code: 2 },
  ]);
  t.equal(readFileSync(`${root.path}/home/.dokkurc/DOKKU_EVENTS`, "utf8"), "export DOKKU_EVENTS=1\n", "as Dokku keeps it");
  t.same(readdirSync(`${root.path}/lib/plugins/enabled`), ["20_events"], "nothing half made is left");
  fire(root, "post-delete", "web", "latest");
  t.match(log(root).join("\n"), /INVOKED: post-delete\( web latest \)/, "fired by bash");
  t.equal(pass(root, "given", "docker-args", "web", "build"), "given", "a filter passes through");
  t.equal(pass(root, "", "nginx-hostname", "web", "x", "y"), "");
  t.equal(fire(root, "checks-get-property", "web", "wait-to-retire").out, "60\n", "answers stay what they are");
  const lines = log(root).length;
  rows(t, root, [
    { words: "events:off", out: "Disabling dokku events logger\n" },
    { words: "events:off" },
    { words: "checks:report web" },
    { words: "events:list", err: /disabled/ },
  ]);
  t.equal(log(root).length, lines + 1, "events:off itself is the last");
  t.notOk(existsSync(plugin));
  t.notOk(existsSync(`${root.path}/home/.dokkurc/DOKKU_EVENTS`));
});

t.test("a log that cannot be written fails nothing", async (t) => {
  const root = made(t);
  root.dokku(["events:on"]);
  rows(t, root, [
    {
      words: "checks:report web --checks-disabled-list",
      out: "none\n",
      err: /Events are not recorded: \/nowhere\/x/,
      env: { DOKKU_EVENTS_LOGFILE: "/nowhere/x" },
    },
  ]);
});

t.test("install goes on with what was on, also Dokku's", async (t) => {
  const root = made(t);
  t.equal(fire(root, "install").code, 0);
  t.ok(existsSync(`${root.path}/logs/events.log`), "the log is there");
  t.notOk(existsSync(`${root.path}/lib/plugins/enabled/20_events`));
  root.put("home/.dokkurc/DOKKU_EVENTS", "export DOKKU_EVENTS=1\n");
  symlinkSync("/nowhere", `${root.path}/lib/plugins/enabled/20_events`);
  t.equal(fire(root, "install").code, 0);
  t.ok(existsSync(`${root.path}/lib/plugins/enabled/20_events/lib/record.ts`));
  const other = made(t);
  other.put("lib/plugins/enabled/20_events/post-create", "#!/bin/sh\n");
  rows(t, other, [{ words: "events:on", code: 1, err: /somebody else's plugin/ }]);
});

t.test("install makes the log and its folder, writable for the group, and leaves a log that is there", async (t) => {
  const root = made(t);
  const file = `${root.path}/elsewhere/of/hokku/events.log`;
  const install = () =>
    ran(`${checkout}/hooks/plugn`, ["trigger", "install"], { env: { ...root.env, DOKKU_EVENTS_LOGFILE: file } });
  t.match(install(), { code: 0, err: "" });
  t.equal(statSync(file).mode & 0o777, 0o664);
  t.equal(statSync(dirname(file)).mode & 0o700, 0o700);
  writeFileSync(file, "what happened\n", { mode: 0o664 });
  chmodSync(file, 0o640);
  t.match(install(), { code: 0, err: "" });
  t.equal(readFileSync(file, "utf8"), "what happened\n");
  t.equal(statSync(file).mode & 0o777, 0o640, "its owner's mode stays");
});

t.test("what was killed leaves nothing behind", async (t) => {
  const root = made(t);
  root.put("lib/plugins/enabled/.20_events.1/post-create.ts", "half");
  root.put("lib/plugins/enabled/.20_events.2.old/post-create.ts", "old");
  rows(t, root, [{ words: "events:on" }]);
  t.same(readdirSync(`${root.path}/lib/plugins/enabled`), ["20_events"]);
});

t.test("many at once write whole lines", async (t) => {
  const root = made(t);
  root.dokku(["events:on"]);
  const ends = Array.from({ length: 4 }, () =>
    once(spawn(`${checkout}/core/dokku`, ["checks:report", "web"], { env: { ...root.env }, stdio: "ignore" }), "close"),
  );
  await Promise.all(ends);
  for (const one of log(root)) t.match(one, /^\w{3} [ \d]\d \d\d:\d\d:\d\d \S+ dokku-event\[\d+\]: INVOKED: .* DOKKU_PID=\d+$/);
  t.equal(log(root).length, 4);
});

t.test("following", async (t) => {
  const root = made(t);
  root.dokku(["events:on"]);
  root.dokku(["checks:report", "web"]);
  const child = spawn(`${checkout}/core/dokku`, ["events", "-t"], {
    env: { ...root.env },
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  let seen = "";
  child.stdout.on("data", (chunk: Buffer) => (seen += chunk));
  await until(() => /events -t/.test(seen));
  root.dokku(["checks:report", "web", "--checks-disabled-list"]);
  await until(() => /disabled-list/.test(seen));
  if (child.pid) process.kill(-child.pid, "SIGTERM");
  t.match(seen, /checks:report web \)[\s\S]*events -t \)[\s\S]*--checks-disabled-list \)/);
});

t.test("a trigger costs little", async (t) => {
  const root = made(t);
  const record = recorder("/x/post-create.ts", false);
  const env = { DOKKU_EVENTS_LOGFILE: `${root.path}/logs/cost.log` };
  const began = performance.now();
  for (let at = 0; at < 2000; at++) record(["web"], { env, cwd: "/", stdin: "inherit", stdout: "inherit" });
  t.comment(`${((performance.now() - began) / 2000).toFixed(3)} ms each`);
  t.equal(readFileSync(env.DOKKU_EVENTS_LOGFILE, "utf8").split("\n").length, 2001);
});

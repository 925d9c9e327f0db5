import t, { type Test } from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { rows } from "../../lib/rows.ts";

/** Apps whose scheduler writes down what it is to do, says what is in `status`, and fails for the app called `broken`. */
function host(t: Test, ...apps: string[]) {
  const made = testRoot(t, { plugins: ["apps", "common", "config", "deploy", "ps"], apps });
  const told = (name: string, bash: string) => made.put(`lib/plugins/enabled/told/${name}`, `#!/usr/bin/env bash\n${bash}\n`);
  told("scheduler-detect", "echo probe");
  told("scheduler-app-status", 'cat "$DOKKU_ROOT/../status"');
  told("scheduler-inspect", `echo '[{"Id": "0123"}]'`);
  for (const name of "pre-start proxy-build-config scheduler-stop pre-restore post-restore scheduler-pre-restore".split(" "))
    told(name, `echo "${name} $*\${HOKKU_RESTORING:+ with others}" >>"$DOKKU_ROOT/../heard"`);
  told("scheduler-retire", 'echo "scheduler-retire $*" >>"$DOKKU_ROOT/../heard"');
  told("scheduler-run-retire", 'echo "scheduler-run-retire $*" >>"$DOKKU_ROOT/../heard"');
  for (const name of ["scheduler-deploy", "receive-app"])
    told(name, `echo "${name} $*" >>"$DOKKU_ROOT/../heard"; if [[ "$*" == *broken* ]]; then echo "it broke" >&2; exit 4; fi`);
  made.put("status", "1 false");
  for (const app of apps) made.put(`lib/config/common/${app}/deployed`, "true");
  const heard = () => {
    const lines = (made.read("heard") ?? "").split("\n").filter(Boolean);
    made.put("heard", "");
    return lines.map((line) => line.trim());
  };
  return { made, heard, told };
}

const PROBE = "scheduler-deploy probe web latest";

t.test("start releases what does not run; stop keeps it from coming back", async (t) => {
  const { made, heard } = host(t, "web");
  rows(t, made, [{ words: "ps:start web", err: /detected as not running, releasing/ }]);
  t.strictSame(heard(), ["pre-start web", PROBE, "proxy-build-config web"]);
  made.put("status", "2 mixed");
  rows(t, made, [{ words: "ps:start web", err: /mixed mode, releasing/ }]);
  t.strictSame(heard(), ["pre-start web", PROBE, "proxy-build-config web"]);
  made.put("status", "2 true");
  rows(t, made, [{ words: "ps:start web", err: /App web already running/ }]);
  t.strictSame(heard(), ["pre-start web", "proxy-build-config web"]);
  made.put("status", "no idea");
  rows(t, made, [{ words: "ps:start web", code: 1, err: /does not say whether it runs; see: dokku scheduler:report web/ }]);
  heard();
  rows(t, made, [{ words: "ps:stop web", out: "-----> Stopping web\n" }]);
  t.strictSame(heard(), ["scheduler-stop probe web"]);
  t.equal(made.read("lib/config/ps/web/restore")?.trim(), "false");
  t.equal(made.fire("core-post-deploy", ["web", "", "", "latest"]).code, 0);
  t.equal(made.read("lib/config/ps/web/restore")?.trim(), "true", "until it is deployed again");
});

t.test("after a boot all come back but those that were stopped", async (t) => {
  const { made, heard } = host(t, "never", "stopped", "web");
  made.put("lib/config/common/never/deployed", "false");
  made.dokku("ps:set stopped restore false");
  const ran = made.dokku("ps:restore --parallel 1");
  t.match(ran, {
    code: 0,
    err: /without app, assuming --all[\s\S]*never has not been deployed[\s\S]*Skipping ps:restore for stopped/,
  });
  t.strictSame(heard(), [
    "pre-restore",
    "scheduler-pre-restore probe never",
    "scheduler-pre-restore probe stopped",
    "scheduler-pre-restore probe web",
    "pre-start web",
    PROBE,
    "proxy-build-config web with others",
    "post-restore",
  ]);
  rows(t, made, [{ words: "ps:restore web", out: "-----> Starting web\n", err: /releasing/ }]);
  t.equal(heard().length, 6);
});

t.test("one app, one process type, or all; where one fails the others go on", async (t) => {
  const { made, heard } = host(t, "a", "broken", "web");
  rows(t, made, [{ words: "ps:restart web" }, { words: "ps:restart web worker" }, { words: "ps:rebuild web" }]);
  t.strictSame(heard(), [PROBE, `${PROBE} worker`, "receive-app web"]);
  rows(t, made, [
    {
      words: "ps:restart --all",
      code: 1,
      out: /restart against app a\n[\s\S]*app broken\n[\s\S]*app web\n/,
      err: /failed for 1 of the apps: broken/,
    },
    {
      words: "ps:rebuild --all --parallel 2",
      code: 1,
      err: /Error running rebuild against app broken[\s\S]*1 of the apps: broken/,
    },
    { words: "ps:stop --all", out: /Stopping a\n[\s\S]*Stopping web\n/ },
    { words: "ps:restart broken", code: 4, err: /it broke/ },
    { words: "ps:stop --all --parallel=-2", code: 2, err: /takes -1 or a number/ },
    { words: "ps:start", code: 2, err: /ps:start: name an app, or use --all/ },
    { words: "ps:stop gone", code: 20 },
  ]);
});

t.test("scaling starts what has changed; where that fails the scale is what it was", async (t) => {
  const { made, heard } = host(t, "web", "broken");
  made.put("lib/data/ps/web/Procfile", "web: a\nworker: b\n");
  rows(t, made, [{ words: "ps:scale web web=1 worker=2", out: /Scaling web processes: web=1 worker=2/ }]);
  t.strictSame(heard(), [`${PROBE} worker`]);
  rows(t, made, [{ words: "ps:scale --skip-deploy web worker=3", out: /./ }]);
  t.strictSame(heard(), []);
  t.equal(made.read("lib/config/ps/web/scale")?.trim(), "web=1\nworker=3");
  made.put("lib/data/ps/broken/Procfile", "web: a\nclock: b\n");
  made.put("lib/config/ps/broken/scale", "web=1\nworker=2\n");
  rows(t, made, [{ words: "ps:scale broken web=5", code: 4, out: /./, err: /it broke/ }]);
  t.equal(made.read("lib/config/ps/broken/scale")?.trim(), "web=1\nworker=2", "with a type that the Procfile has no more, too");
  made.put("lib/config/ps/broken/scale", "");
  t.equal(made.dokku("ps:scale broken clock=1").code, 4);
  t.equal(made.read("lib/config/ps/broken/scale")?.trim() ?? "", "");
  t.strictSame(made.json("ps:scale web"), [
    { "process-type": "web", quantity: 1 },
    { "process-type": "worker", quantity: 3 },
  ]);
});

t.test("what other plugins ask and set", async (t) => {
  const { made, heard } = host(t, "web");
  made.put("lib/data/ps/web/Procfile", "web: serve $PORT\nworker: work\n");
  t.equal(made.fire("procfile-exists", ["web"]).code, 0);
  t.equal(made.fire("procfile-get-command", ["web", "web", "80"]).out, "serve 80\n");
  t.equal(made.fire("procfile-get-command", ["web", "web", ""]).out, "serve 5000\n");
  t.equal(made.fire("procfile-get-command", ["web", "clock", ""]).out, "");
  made.put("lib/data/ps/web/Procfile", "web: serve '$WHO' ${NONE} $PORT\nworker: work $PS\n");
  made.put("home/web/ENV", "export WHO='a b'\n");
  const filled = () => made.fire("procfile-get-command", ["web", "web", "80"]).out;
  t.equal(filled(), "serve 'a b'  80\n", "filled in from the app's variables, as Dokku does");
  Object.assign(made.env, { HOKKU_AS_WRITTEN: "1" });
  t.equal(filled(), "serve '$WHO' ${NONE} 80\n", "or left to a shell");
  Reflect.deleteProperty(made.env, "HOKKU_AS_WRITTEN");
  t.equal(made.fire("procfile-get-command", ["web", "worker", ""]).out, "work worker\n");
  t.equal(made.fire("ps-current-scale", ["web"]).out, "web=1\nworker=0\n");
  t.equal(made.fire("ps-set-scale", ["web", "true", "false", "worker=2"]).code, 0);
  t.strictSame(heard(), []);
  t.equal(made.fire("ps-current-scale", ["web"]).out, "web=1\nworker=2\n");
  t.equal(made.fire("ps-set-scale", ["web", "false", "true", "web=3"]).code, 0);
  t.strictSame(heard(), [`${PROBE} web`]);
  t.equal(made.fire("ps-current-scale", ["web"]).out, "web=3\nworker=0\n", "what was there is forgotten");
  made.fire("ps-can-scale", ["web", "false"]);
  t.equal(made.dokku("ps:report web --ps-can-scale").out, "false\n");
  t.equal(made.fire("ps-get-property", ["web", "restart-policy"]).out, "on-failure:10\n");
  made.dokku("ps:set web restart-policy always");
  t.equal(made.fire("docker-args-process-deploy", ["web", "dockerfile", "latest", "web", "1"]).out, " --restart=always");
  t.equal(made.fire("app-restart", ["web"]).code, 0);
  t.strictSame(heard(), [PROBE]);
  t.match(made.dokku("ps:inspect web").out, /"Id": "0123"/);
  rows(t, made, [
    { words: "ps:retire", out: /Retiring old containers/ },
    { words: "ps:retire web", out: /expired run and cron/ },
  ]);
  t.strictSame(heard(), [
    "scheduler-retire probe",
    "scheduler-run-retire probe",
    "scheduler-retire probe web",
    "scheduler-run-retire probe web",
  ]);
});

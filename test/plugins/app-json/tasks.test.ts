import t, { type Test } from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";

const SCRIPTS = { dokku: { predeploy: "rake assets", postdeploy: "rake ping" }, postdeploy: "rake seed" };

/** An app with an app.json and an image of its own; a task ends with what `exit-code` says. */
function withApp(t: Test, appJson: object, { release = "", Config = {} }: { release?: string; Config?: object } = {}) {
  const docker = `
case "$1 $2" in
"image inspect") echo '${JSON.stringify([{ Id: "sha256:5e1f", Config }])}' ;;
"container create") echo "0123456789abcdef" ;;
"container start") echo "what the task says"; exit "$(cat "$(dirname "$0")/../exit-code")" ;;
esac`;
  const host = testRoot(t, { plugins: ["common", "apps", "config", "app-json"], programs: { docker }, apps: ["web"] });
  host.put("exit-code", "0");
  host.put("lib/data/app-json/web/app.json", JSON.stringify(appJson));
  const told = (name: string, bash: string) => host.put(`lib/plugins/enabled/told/${name}`, `#!/usr/bin/env bash\n${bash}\n`);
  told("procfile-get-command", `if [[ $2 == release ]]; then echo ${JSON.stringify(release)}; fi`);
  for (const name of ["ps-can-scale", "ps-set-scale", "post-container-create"])
    told(name, `echo "${name} $*" >>"$DOKKU_ROOT/../heard"`);
  const calls = () =>
    host
      .calls("docker")
      .map(({ words }) => words.join(" "))
      .filter((line) => !line.startsWith("image inspect"));
  const heard = () => (host.read("heard") ?? "").split("\n").filter(Boolean);
  return { host, calls, heard };
}

const REMOVED = "container rm --force --volumes 0123456789abcdef";

t.test("before the release: the predeploy task, and what it changed becomes part of the image", async (t) => {
  const { host, calls, heard } = withApp(t, { scripts: SCRIPTS }, { Config: { Cmd: ["start"], Entrypoint: ["tini"] } });
  host.dokku("config:set --no-restart web A=1");
  const ran = host.fire("pre-release-builder", ["dockerfile", "web", "dokku/web:latest"]);
  t.match(ran, { code: 0, out: /Running the predeploy task\n.*Executing predeploy task from app\.json: rake assets\n/ });
  t.match(
    ran.out,
    /Start of web predeploy task \(012345678\) output\n[\s\S]*what the task says\n[\s\S]*End of web predeploy task/,
  );
  const [create = "", start, commit = "", removed] = calls();
  t.match(
    create,
    /^container create .*--label=com\.dokku\.app-name=web .*--label=dokku_phase_script=predeploy.* dokku\/web:latest /,
  );
  t.match(create, /(-e|--env)[ =]A\b/, "it has the app's variables");
  t.equal(start, "container start --attach 0123456789abcdef");
  t.match(
    commit,
    /^container commit .*--change ENTRYPOINT \["tini"\] --change CMD \["start"\].* 0123456789abcdef dokku\/web:latest$/,
  );
  t.match(commit, /LABEL com\.dokku\.app-name=web --change LABEL com\.dokku\.predeploy-phase=true/);
  t.equal(removed, REMOVED);
  t.strictSame(heard(), ["post-container-create app 0123456789abcdef web predeploy"]);
});

t.test("a task that fails ends the deploy; its container is removed and nothing is committed", async (t) => {
  const { host, calls } = withApp(t, { scripts: SCRIPTS });
  host.put("exit-code", "3");
  const ran = host.fire("pre-release-builder", ["dockerfile", "web", "dokku/web:latest"]);
  t.match(ran, { code: 1, err: /Execution of predeploy task failed with exit code 3: rake assets/ });
  t.match(calls().slice(1), ["container start --attach 0123456789abcdef", REMOVED]);
  t.equal(calls().length, 3);
});

t.test("the release: the Procfile's task, the scale, and Heroku's postdeploy in the first deploy of an app's life", async (t) => {
  const formation = { web: { quantity: 2 }, worker: { quantity: 0 }, clock: {} };
  const { host, calls, heard } = withApp(t, { scripts: SCRIPTS, formation }, { release: "rake db:migrate" });
  const release = () => host.fire("post-release-builder", ["dockerfile", "web", "dokku/web:latest"]);
  const tasks = () => calls().flatMap((line) => /dokku_phase_script=(\S+) .*set -e; (.*)$/.exec(line)?.slice(1).join(": ") ?? []);
  t.match(release(), { code: 0, out: /release task from Procfile in ephemeral container: rake db:migrate\n/ });
  t.strictSame(tasks(), ["release: rake db:migrate", "heroku.postdeploy: rake seed"]);
  t.notOk(
    calls().some((line) => line.startsWith("container commit")),
    "the image stays as it is",
  );
  const scale = ["ps-can-scale web false", "ps-set-scale web true true web=2 worker=0"];
  t.strictSame(
    heard().filter((line) => line.startsWith("ps-")),
    scale,
  );
  t.equal(host.read("lib/config/app-json/web/heroku.postdeploy")?.trim(), "executed");
  t.equal(release().code, 0);
  t.strictSame(tasks().slice(2), ["release: rake db:migrate"], "once");
});

t.test("Heroku's postdeploy is not for an app that has been deployed; no formation lets everybody scale", async (t) => {
  const { host, calls, heard } = withApp(t, { scripts: SCRIPTS });
  host.put("lib/config/common/web/deployed", "true");
  t.match(host.fire("post-release-builder", ["dockerfile", "web", "dokku/web:latest"]), { code: 0, out: "", err: "" });
  t.strictSame(calls(), []);
  t.strictSame(heard(), ["ps-can-scale web true"]);
});

t.test("Heroku's postdeploy is tried once, also where it fails", async (t) => {
  const { host, calls } = withApp(t, { scripts: SCRIPTS });
  host.put("exit-code", "1");
  const release = () => host.fire("post-release-builder", ["dockerfile", "web", "dokku/web:latest"]);
  t.match(release(), { code: 1, err: /heroku\.postdeploy task failed/ });
  t.equal(release().code, 0);
  t.equal(calls().length, 3);
});

t.test("after the deploy: the postdeploy task, in the image that was deployed", async (t) => {
  const { host, calls } = withApp(t, { scripts: SCRIPTS });
  t.match(host.fire("post-deploy", ["web", "", "", "7"]), { code: 0, out: /postdeploy task from app\.json in ephemeral/ });
  t.match(calls()[0], / dokku\/web:7 \/bin\/sh -c set -e; rake ping$/);
  const none = withApp(t, {});
  t.match(none.host.fire("post-deploy", ["web", "", "", "7"]), { code: 0, out: "" });
  t.strictSame(none.calls(), []);
});

t.test("others may ask what the app.json says", async (t) => {
  const { host } = withApp(t, { formation: { web: { quantity: 2, max_parallel: 3 } }, addons: ["x"] });
  const parallel = (type: string) => host.fire("app-json-process-deploy-parallelism", ["web", type]).out;
  t.equal(parallel("web"), "3\n");
  t.equal(parallel("worker"), "0\n");
  t.strictSame(JSON.parse(host.fire("app-json-get-content", ["web"]).out), {
    formation: { web: { quantity: 2, max_parallel: 3 } },
    addons: ["x"],
  });
});

t.test("the app.json of the source is taken, from where it is set to be, and counts when the deploy is done", async (t) => {
  const { host } = withApp(t, { formation: { web: { max_parallel: 1 } } });
  const told = (text: string) => host.put("lib/plugins/enabled/told/app-json-is-valid", `#!/usr/bin/env bash\n${text}\n`);
  told('cp "$2" "$DOKKU_ROOT/../valid"');
  const source = `${host.path}/source`;
  const deploying = { env: { HOKKU_SOURCE: "7.7" } };
  const extract = () => host.fire("core-post-extract", ["web", source, "abc"], deploying);
  const content = () => host.fire("app-json-get-content", ["web"]).out;
  const before = content();
  host.put("source/app.json", '{"name": "one"}');
  host.put("source/deploy/app.json", '{"name": "two",}');
  t.match(extract(), { code: 0, err: "" });
  t.equal(host.read("valid"), '{"name": "one"}');
  t.equal(content(), before, "not for others, as long as the deploy goes on");
  host.fire("core-post-deploy", ["web", "", "", "latest"], deploying);
  t.equal(content(), '{"name":"one"}');
  t.equal(host.dokku("app-json:set web appjson-path /deploy/app.json").code, 0);
  t.equal(extract().code, 0);
  host.fire("core-post-deploy", ["web", "", "", "latest"], deploying);
  t.equal(content(), '{"name":"two"}');
  host.put("source/deploy/app.json", "{");
  t.match(extract(), { code: 1, err: /app\.json cannot be read/ });
  host.put("source/deploy/app.json", "{}");
  told("echo 'it wants a cron' >&2; exit 1");
  t.match(extract(), { code: 1, err: /it wants a cron/ });
  host.put("lib/config/app-json/web/appjson-path", "../x/app.json");
  t.match(extract(), { code: 1, err: /leads out of the source; use: dokku app-json:set web appjson-path/ });
});

import t from "tap";
import { type Tool, testTool, toolHost } from "../../lib/tool-host.ts";

const RAILPACK: Tool = {
  builder: "railpack",
  program: "railpack",
  short: "rails",
  file: "railpack.json",
  setting: "railpackjson-path",
  makes: `cp Procfile "$root/procfile" 2>/dev/null
echo '{"Entrypoint":["/bin/bash","-c"],"Cmd":["node ."]}' >"$root/just-built"`,
};

testTool(t, RAILPACK);

t.test("how railpack is called, and what becomes of its image", async (t) => {
  const { host, push, install, called } = toolHost(t, RAILPACK);
  install();
  host.dokku(["config:set", "--no-restart", "web", "TOKEN=s3cret", "OTHER=unseen"]);
  host.dokku([
    "docker-options:add",
    "web",
    "build",
    "--env TOKEN --env NONE --build-cmd='npm ci' --no-cache --error-missing-start",
  ]);
  const pushed = push({ "railpack.json": "{}", Procfile: "release: ./migrate\nweb: node .\n" });
  t.equal(pushed.code, 0, pushed.err);
  const options = "[--build-cmd=npm ci][--env=NONE][--env=TOKEN][--error-missing-start]";
  t.equal(called(), `[build]${options}[--name][dokku/web:latest-build][SOURCE]`);
  t.match(host.read("tool-environment"), /^TOKEN=s3cret$/m);
  t.notMatch(host.read("tool-environment"), /unseen/);
  t.equal(host.read("procfile"), "web: node .");
  const calls = host.read("docker-calls").split("\n");
  const builds = calls.filter((call) => call.startsWith("image build"));
  t.equal(builds.length, 1, "labels and entrypoint at once");
  t.match(builds[0], / --label=com\.dokku\.builder-type=railpack .*--tag=dokku\/web:latest -$/);
  t.equal(host.read("built-of"), 'FROM dokku/web:latest-build\nENTRYPOINT []\nCMD ["/bin/bash","-c","node ."]');
  t.ok(calls.includes("image remove dokku/web:latest-build"));
});

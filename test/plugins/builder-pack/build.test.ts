import t from "tap";
import { fire } from "../../lib/rows.ts";
import { type Tool, testTool, toolHost } from "../../lib/tool-host.ts";

const PACK: Tool = { builder: "pack", program: "pack", short: "pack", file: "project.toml", setting: "projecttoml-path" };

testTool(t, PACK);

t.test("how pack is called, and who hears of it", async (t) => {
  const { host, push, install, called } = toolHost(t, PACK);
  install();
  host.dokku(["config:set", "--no-restart", "web", "TOKEN=s3cret", "DOCKER_HOST=tcp://elsewhere"]);
  host.dokku(["docker-options:add", "web", "build", "--buildpack a/b -b c/d"]);
  host.dokku(["docker-options:add", "web", "build", "--volume /a:/b --trust-builder --restart=always --link db"]);
  const triggers = ["pre-build-pack", "pre-build", "post-build-pack", "post-build", "pre-release-pack", "pre-release-builder"];
  for (const name of triggers)
    host.hook("watch", name, `echo "\${0##*/} $*" | sed "s#$PWD#SOURCE#" >>"$DOKKU_ROOT/../fired"; test -f project.toml`);
  host.put("lib/plugins/enabled/watch/plugin.toml", "[plugin]\n");
  const pushed = push({ "project.toml": "", Dockerfile: "FROM scratch\n" });
  t.equal(pushed.code, 0, pushed.err);
  const before = "[build][dokku/web:latest][--builder][heroku/builder:24][--path][SOURCE][--default-process][web]";
  const options = "[--buildpack=a/b][--trust-builder][--volume=/a:/b][--buildpack=c/d]";
  const variables = "[--env=DOCKER_HOST=tcp://elsewhere][--env=GIT_REV][--env=TOKEN]";
  t.equal(called(), `${before}${options}${variables}`);
  t.match(host.read("tool-environment"), /^TOKEN=s3cret$/m);
  t.notMatch(host.read("tool-environment"), /elsewhere/);
  t.same(host.read("fired").split("\n"), [
    "pre-build-pack web SOURCE",
    "pre-build pack web SOURCE",
    "post-build-pack web SOURCE",
    "post-build pack web SOURCE",
    "pre-release-pack web latest",
    "pre-release-builder pack web dokku/web:latest",
  ]);
  const labelling = host.read("docker-calls").match(/^image build .*$/gm) ?? [];
  t.equal(labelling.length, 1, "pack knows no labels");
  t.match(labelling[0], /--label=com\.dokku\.builder-type=pack --label=com\.dokku\.image-stage=release/);
  t.match(host.dokku(["ports:report", "web", "--ports-map-detected"]).out, /http:80:5000/);
  host.dokku(["buildpacks:set-property", "web", "stack", "our/builder:1"]);
  host.dokku(["builder:set", "web", "selected", "pack"]);
  host.dokku(["buildpacks:add", "web", "https://example.com/one.git"]);
  t.equal(push().code, 0);
  t.equal(
    called(),
    `${before.replace("heroku/builder:24", "our/builder:1")}${options}[--builder=https://example.com/one.git]${variables}`,
  );
  host.dokku(["config:set", "--no-restart", "web", "BUILDPACK_URL=our/other:2"]);
  t.equal(push().code, 0);
  t.match(called(), "[--builder=our/other:2][--env=");
});

t.test("commands are run by the launcher, but for the image's own processes", async (t) => {
  const { host } = toolHost(t, PACK);
  host.hook("watch", "procfile-get-command", 'if [[ $2 == web ]]; then echo "node ."; fi');
  host.put("lib/plugins/enabled/watch/plugin.toml", "[plugin]\n");
  const asked = (...words: string[]) => fire(host, ...words).out.trim();
  t.equal(asked("docker-args-process-deploy", "web", "pack", "latest", "web", "1"), "--entrypoint launcher");
  t.equal(asked("docker-args-process-deploy", "web", "pack", "latest", "worker", "1"), "");
  t.equal(asked("docker-args-process-deploy", "web", "pack", "latest", ""), "--entrypoint launcher", "a task");
  t.equal(asked("docker-args-process-run", "web", "pack", "latest"), "--entrypoint launcher");
  t.equal(asked("docker-args-process-deploy", "web", "dockerfile", "latest", "web", "1"), "");
  t.equal(asked("docker-args-process-run", "web", "herokuish", "latest"), "");
});

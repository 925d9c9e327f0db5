import t from "tap";
import { buildHost } from "../../lib/build-host.ts";
import { rows } from "../../lib/rows.ts";
import { workingCopy } from "../../lib/working-copy.ts";

t.test("builds: words, hooks in their order and their arguments, ports", async (t) => {
  const host = buildHost(t, "docker-options");
  const copy = workingCopy(t, host, "web", "master");
  copy.commit({ Dockerfile: "FROM scratch\nARG TOKEN\nARG GIT_REV\n" });
  host.dokku(["apps:create", "web"]);
  host.dokku(["config:set", "--no-restart", "web", "TOKEN=s3cret", "OTHER=unseen"]);
  host.dokku(["docker-options:add", "web", "build", "--network=host"]);
  const triggers = ["pre-build-dockerfile", "pre-build", "post-build-dockerfile", "post-build", "pre-release"];
  triggers.push(
    "pre-release-dockerfile",
    "pre-release-builder",
    "post-release-builder",
    "post-release-dockerfile",
    "post-release",
  );
  for (const name of triggers)
    host.hook("watch", name, `echo "\${0##*/} $*" | sed "s#$PWD#SOURCE#" >>"$DOKKU_ROOT/../fired"; test -f Dockerfile`);
  host.put("lib/plugins/enabled/watch/plugin.toml", "[plugin]\n");
  host.hook("old", "pre-build", 'echo "old $*" >>"$DOKKU_ROOT/../fired"');
  const pushed = copy.git("push", "dokku", "master");
  t.equal(pushed.code, 0, pushed.err);
  t.same(host.read("fired").split("\n"), [
    "pre-build-dockerfile web",
    "old web",
    "pre-build dockerfile web SOURCE",
    "post-build-dockerfile web",
    "post-build dockerfile web SOURCE",
    "pre-release web",
    "pre-release-dockerfile web latest",
    "pre-release-builder dockerfile web dokku/web:latest",
    "post-release-builder dockerfile web dokku/web:latest",
    "post-release-dockerfile web latest",
    "post-release web",
  ]);
  const calls = host.read("docker-calls").split("\n");
  const build = calls.find((call) => call.startsWith("image build")) ?? "";
  t.match(build, /--build-arg=TOKEN --build-arg=GIT_REV .*--network=host --tag=dokku\/web:latest \.$/);
  t.match(
    build,
    /--label=com\.dokku\.app-name=web --label=com\.dokku\.builder-type=dockerfile --label=com\.dokku\.image-stage=release/,
  );
  t.notMatch(build, /s3cret/);
  t.match(host.read("build-environment"), /^TOKEN=s3cret$/m);
  t.notMatch(host.read("build-environment"), /unseen/);
  t.equal(calls.filter((call) => call.startsWith("image build")).length, 1, "one build, none for labels");
  t.match(host.dokku(["ports:report", "web", "--ports-map-detected"]).out, /http:\d+:5000/, "without EXPOSE it is port 5000");
  copy.commit({ "deploy/Docker file": "FROM scratch\nEXPOSE 3000 443\n", Dockerfile: "BROKEN\n" });
  rows(t, host, [
    { words: ["builder-dockerfile:set", "web", "dockerfile-path", "../x"], code: 1, err: /without \.\./ },
    { words: ["builder-dockerfile:set", "web", "dockerfile-path", "nope"], out: /Setting/ },
  ]);
  t.match(copy.git("push", "dokku", "master"), { code: 1, err: /dockerfile-path nope is no file of the pushed source/ });
  rows(t, host, [
    { words: ["builder-dockerfile:set", "web", "dockerfile-path", "deploy/Docker file"], out: /Setting/ },
    { words: "builder-dockerfile:report web --builder-dockerfile-computed-dockerfile-path", out: "deploy/Docker file\n" },
  ]);
  const again = copy.git("push", "dokku", "master");
  t.equal(again.code, 0, again.err);
  t.match(host.dokku(["ports:report", "web", "--ports-map-detected"]).out, /http:3000:3000 https:443:443/);
});

import { readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { keepFolder } from "../../../plugins/builder/lib/build-dir.ts";
import { buildHost } from "../../lib/build-host.ts";
import { fire, rows } from "../../lib/rows.ts";
import { workingCopy } from "../../lib/working-copy.ts";

t.test("builder:set and builder:report", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  rows(t, host, [
    { words: "builder:set web selected dockerfile", out: "=====> Setting selected to dockerfile\n" },
    { words: "builder:set --global selected pack", out: /pack/ },
    { words: "builder:report web --builder-computed-selected", out: "dockerfile\n" },
    { words: "builder:set web selected", out: /Unsetting/ },
    { words: "builder:report web --builder-computed-selected", out: "pack\n" },
    { words: "builder:report web --builder-computed-skip-cleanup", out: "false\n" },
    { words: ["builder:set", "web", "selected", "a b"], code: 1, err: /the name of a builder/ },
    { words: "builder:set web build-dir ../x", code: 1, err: /without \.\./ },
    { words: "builder:set web skip-cleanup perhaps", code: 1 },
    { words: "builder:set web detected x", code: 1, err: /valid properties include: build-dir, selected, skip-cleanup/ },
    { words: "builder:set nope selected x", code: 20 },
  ]);
  t.equal(fire(host, "builder-set-property", "web", "detected", "dockerfile").code, 0);
  t.equal(fire(host, "builder-get-property", "web", "detected").out, "dockerfile\n");
  t.equal(fire(host, "builder-get-property", "web", "nope").code, 1);
});

t.test("who builds: what is selected, a plugin that wants it, the Dockerfile, nobody", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web", "master");
  copy.commit({ Dockerfile: "FROM scratch\n" });
  rows(t, host, [
    { words: "apps:create web", out: /Creating/ },
    { words: "builder:set web selected nobody", out: /Setting/ },
  ]);
  t.match(copy.git("push", "dokku", "master"), { code: 1, err: /There is no builder called nobody; there are: dockerfile/ });
  rows(t, host, [{ words: "builder:set web selected", out: /Unsetting/ }]);
  host.hook("nix", "builder-detect", '[[ -f "$2/default.nix" ]] && echo nix');
  host.hook("nix", "builder-build", 'if [[ $1 == nix ]]; then echo "built by nix in $PWD"; fi');
  const deploy = () => {
    copy.commit();
    return copy.git("push", "dokku", "master");
  };
  t.match(deploy(), { code: 0, err: /Building web from Dockerfile/ }, "a hook that ends with 1 has nothing to say");
  copy.commit({ "default.nix": "" });
  t.match(
    copy.git("push", "dokku", "master").err,
    /built by nix in .*source\.\d+\.\d+[\s\S]*There is no image dokku\/web:latest/,
  );
  rows(t, host, [{ words: "builder:set web selected dockerfile", out: /Setting/ }]);
  t.match(deploy(), { code: 0, err: /Building web from Dockerfile/ }, "selected wins");
  rows(t, host, [{ words: "builder:set web selected null", out: /Setting/ }]);
  t.match(deploy(), { code: 0, err: /dokku\/web:latest does not exist: nothing to release/ });
});

t.test("builder-herokuish-allowed answers by its exit code", async (t) => {
  const host = buildHost(t, "builder-herokuish");
  host.dokku(["apps:create", "web"]);
  t.equal(fire(host, "builder-herokuish-allowed", "web").code, 0);
  host.dokku(["builder-herokuish:set", "web", "allowed", "false"]);
  t.equal(fire(host, "builder-herokuish-allowed", "web").code, 1);
});

t.test("a build folder that is a way out is refused", async (t) => {
  const tree = join(t.testdir({ tree: { app: { Dockerfile: "x" }, other: "y" }, outside: { secret: "z" } }), "tree");
  symlinkSync("../outside", join(tree, "way-out"));
  t.throws(() => keepFolder(tree, "way-out", "web"), /leads out of the pushed source/);
  t.throws(() => keepFolder(tree, "nope", "web"), /is no folder/);
  t.throws(() => keepFolder(tree, "other", "web"), /is no folder/);
  keepFolder(tree, "app", "web");
  t.same(readdirSync(tree), ["Dockerfile"]);
});

t.test("cleaning up: ended containers and unnamed images, not those of the current release", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web", "master");
  copy.commit({ Dockerfile: "FROM scratch\n" });
  host.dokku(["apps:create", "web"]);
  host.put("home/web/CONTAINER.web.1", "current\n");
  host.put("lib/data/scheduler-docker-local/dead-containers", "web retired 1\n");
  const docker = host.put(
    "bin/listing-docker",
    `#!/usr/bin/env bash
listed() { printf '{"Id":"%s","State":"exited","Created":"2999-01-01 00:00:00 +0000 UTC","Labels":{"com.dokku.container-type":"%s"}}\\n' "$@"; }
if [[ "$1 $2" == "container ls" ]]; then listed current deploy retired deploy gone deploy once run building ""; fi
if [[ "$1 $2" == "container inspect" ]]; then echo 01d; fi
exec ${host.path}/bin/docker "$@"
`,
  );
  Object.assign(copy.env, { DOCKER_BIN: docker });
  t.equal(copy.git("push", "dokku", "master").code, 0);
  const calls = () => host.read("docker-calls").split("\n");
  t.ok(calls().includes("container rm gone once"));
  t.ok(calls().includes("image prune --force --filter=label=com.dokku.app-name=web"));
  host.put("docker-calls", "");
  copy.commit({ Dockerfile: "FROM scratch\n#\n" });
  host.hook("breaker", "post-build", "exit 1");
  t.equal(copy.git("push", "dokku", "master").code, 1);
  t.ok(calls().includes("image tag 01d dokku/web:latest"), "the name goes back to the image that runs");
  t.match(host.read("docker-calls"), /container rm gone once/);
  host.dokku(["builder:set", "web", "skip-cleanup", "true"]);
  host.put("docker-calls", "");
  t.equal(copy.git("push", "dokku", "master").code, 1);
  t.notMatch(host.read("docker-calls"), /prune|container rm/);
});

// slow: each case is several commands
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";

const COMMIT = "1".repeat(40);

/** Knows no image's size but those in a file of its own, lists two tags, and refuses to give `v7` a name. */
const DOCKER = `sizes="$DOKKU_ROOT/../sizes"
case "$1 $2" in
"image inspect") grep -s "^\${*: -1} " "$sizes" | cut -d' ' -f2 | grep . ;;
"image ls") printf '%s\\n' v1 latest v7 ;;
"image tag") if [[ $4 == *:v7 ]]; then echo "no such image" >&2; exit 1; fi ;;
esac`;

/** A host on which an app runs in one container, as a deploy leaves it. */
function running(t: Test) {
  const plugins = ["apps", "common", "config", "deploy", "domains", "ps", "releases"];
  const host = testRoot(t, { plugins, programs: { docker: DOCKER } });
  host.app("web", {
    config: { KEY: "one" },
    properties: {
      git: { "deployed-revision": COMMIT },
      builder: { detected: "dockerfile" },
      "docker-options": { "web.deploy": "--memory=1g\n" },
      ports: { "map-detected": "http:80:5000\n" },
      ps: { scale: "web=1\nworker=0\n" },
    },
  });
  host.put("home/web/CONTAINER.web.1", "c1\n");
  host.put("lib/data/ps/web/Procfile", "web: node server.js\n worker:  sleep 1 \n");
  host.put("home/web/VHOST", "a.test\nb.test\n");
  const live = (image: string, build = "", env: Record<string, string> = {}) => {
    host.put("home/web/CONTAINER.web.1", `c${image}\n`);
    if (build) host.put(`lib/data/builds/web/${build}.json`, builds(build));
    return host.fire("release-live", ["web", "latest", `sha256:${image}`], { env: { DOKKU_BUILD_ID: build, ...env } });
  };
  const kept = () =>
    readdirSync(join(host.path, "lib/data/releases/web"))
      .filter((name) => !name.startsWith("."))
      .sort();
  return { ...host, live, kept };
}

const builds = (id: string) =>
  JSON.stringify({
    kind: id.startsWith("d") ? "deploy" : "build",
    source: "git-hook",
    actor: "ada",
    started_at: "2026-01-01T00:00:00.000Z",
  });

const tags = (calls: { words: readonly string[] }[]) =>
  calls.filter(({ words }) => words[1] === "tag").map(({ words }) => words.slice(2).join(" "));

t.test("what becomes live is written down, once", async (t) => {
  const { live, kept, json, calls, path, read, put } = running(t);
  t.match(live("1", "b1"), { code: 0, out: "", err: "" });
  const file = "lib/data/releases/web/v1.json";
  const written = JSON.parse(read(file) ?? "");
  t.match(written, {
    version: 1,
    description: "Deploy 1111111",
    began_at: "2026-01-01T00:00:00.000Z",
    build: "b1",
    source: "git-hook",
    actor: "ada",
    image: "sha256:1",
    commit: COMMIT,
    builder: "dockerfile",
    config: { KEY: "one" },
    scale: { web: 1, worker: 0 },
    options: { "web.deploy": ["--memory=1g"] },
    domains: ["a.test", "b.test"],
    ports: ["http:80:5000"],
    files: { "ps/Procfile": "web: node server.js\n worker:  sleep 1 \n" },
    containers: ["c1"],
    salt: /^[0-9a-f]{32}$/,
  });
  t.notOk("rollback" in written);
  t.equal(statSync(join(path, file)).mode & 0o777, 0o600, "it has the config in it");
  t.equal(read("lib/config/common/web/release"), "1");
  t.same(tags(calls("docker")), ["sha256:1 dokku/web:v1"]);

  t.equal(live("1").code, 0);
  t.same(kept(), ["v1.json"], "the same containers are no release");
  live("2", "d2");
  t.same(kept(), ["v1.json", "v2.json"], "another image is one");
  put("lib/data/ps/web/Procfile", "web: other\n");
  live("3", "d2");
  t.same(kept(), ["v1.json", "v2.json"], "what one deploy switches later belongs to it");
  t.match(JSON.parse(read("lib/data/releases/web/v2.json") ?? ""), {
    image: "sha256:3",
    files: { "ps/Procfile": "web: other\n" },
    salt: written.salt,
  });
  put("home/web/CONTAINER.web.2", "c9\n");
  live("3", "d3");
  t.same(kept(), ["v1.json", "v2.json"], "nor is a restart one");
  live("3", "b3");
  t.same(kept(), ["v1.json", "v2.json", "v3.json"], "but a build is one, whatever it leads to");
  put("lib/config/common/web/release", "8");
  t.equal(live("1", "d4", { HOKKU_ROLLBACK: "1", SSH_NAME: "bo" }).code, 0);
  t.match(JSON.parse(read("lib/data/releases/web/v9.json") ?? ""), { description: "Rollback to v1", rollback: 1, actor: "ada" });
  const { releases } = json("releases web") as { releases: object[] };
  t.match(releases, [
    { version: "v9", status: "current" },
    { version: "v3", status: "kept" },
    { version: "v2" },
    { version: "v1" },
  ]);
});

t.test("an image that gets no name is said, and what is known without a build", async (t) => {
  const { live, read, put } = running(t);
  put("lib/config/common/web/release", "6");
  const { code, err } = live("1", "", { DOKKU_COMMAND: "ps:rebuild", SSH_NAME: "bo" });
  t.equal(code, 0);
  t.match(err, /v7 cannot be rolled back to: its image got no name: .*no such image/);
  t.match(JSON.parse(read("lib/data/releases/web/v7.json") ?? ""), {
    source: "ps:rebuild",
    actor: "bo",
    description: "Rebuild 1111111",
  });
});

t.test("domains of an app that is live make a release", async (t) => {
  const { live, kept, fire, put, read } = running(t);
  const domains = (env: Record<string, string> = {}) => fire("post-domains-update", ["web", "add"], { env }).code;
  put("lib/config/common/web/deployed", "true");
  t.equal(domains(), 0);
  live("1", "b1");
  put("home/web/VHOST", "c.test\n");
  put("lib/config/common/web/deployed", "false");
  domains();
  t.same(kept(), ["v1.json"], "not of one that does not run");
  put("lib/config/common/web/deployed", "true");
  domains({ DOKKU_DEPLOYING: "web" });
  t.same(kept(), ["v1.json"], "nor within a deploy, which has them");
  domains();
  t.same(kept(), ["v1.json", "v2.json"]);
  t.match(JSON.parse(read("lib/data/releases/web/v2.json") ?? ""), {
    description: "Add c.test; Remove a.test, b.test",
    image: "sha256:1",
    containers: ["c1"],
  });
  domains();
  t.same(kept(), ["v1.json", "v2.json"], "the same are none");
});

t.test("releases:info shows one, with what git and Docker know", async (t) => {
  const { live, dokku, json, put } = running(t);
  put("sizes", "dokku/web:v1 5000000\ndokku/web:v2 7500000\nsha256:4 9\n");
  live("1", "b1");
  dokku("config:set --no-restart web KEY=two MORE=1");
  put("lib/config/ps/web/scale", "web=3\n");
  put("lib/config/git/web/deployed-revision", "");
  put("lib/data/ps/web/Procfile", "web: node other.js\n");
  live("2", "b2");
  const first = dokku("releases:info web v1").out;
  t.match(first, /^=====> Release v1 of web\n {7}What: {11}Deploy 1111111\n {7}Status: {9}kept\n {7}By: {13}ada\n/);
  t.match(first, / Commit: {9}1{40}\n {7}Builder: {8}dockerfile\n {7}Image: {10}sha256:1 5\.0 MB\n {7}Build ID: {7}b1\n/);
  t.match(first, / Processes: {6}web=1 worker=0\n {7}Domains: {8}a\.test b\.test\n {7}Config keys: {4}KEY\n/);
  t.match(first, / Command of web: node server\.js\n {7}Command of worker:sleep 1\n {7}Options web\.deploy:--memory=1g\n$/);
  t.match(
    dokku("releases:info web").out,
    new RegExp(
      `=====> What is different from v1\n {7}Commits: {8}${COMMIT}\\.\\.none\n {7}Config: {9}\\+MORE ~KEY\n {7}Files: {10}~ps/Procfile\n` +
        " {7}Processes: {6}web 1 -> 3\n {7}Image size: {5}\\+2\\.5 MB\n {7}Image: {10}another\n$",
    ),
  );
  const [one, two] = ["v1", "2"].map((word) => json(`releases:info web ${word}`) as Record<string, unknown>);
  t.match(one, { version: "v1", author: "", "image-size": 5_000_000, changes: null, "config-keys": ["KEY"] });
  t.match(two, { "process-types": { web: "node other.js" }, changes: { since: "v1", "image-size": 2_500_000 } });
  t.match([one?.["config-hash"], two?.["config-hash"]], [/^[0-9a-f]{64}$/, /^[0-9a-f]{64}$/]);
  t.not(one?.["config-hash"], two?.["config-hash"]);
  put("sizes", "dokku/web:v1 5000000\ndokku/web:v2 4000000\n");
  t.match(dokku("releases:info web").out, " Image size:     -1.0 MB\n");
  live("4", "b4");
  put("sizes", "sha256:4 9\n");
  t.match(
    json("releases:info web"),
    { "image-size": 9, changes: { "image-size": null, image: true } },
    "by its id, where its name is gone",
  );
  t.match(dokku("releases:info web v9"), { code: 1, err: /web has no release v9; it has v1 to v3: dokku releases web/ });
  t.match(dokku("releases:info web x3"), { code: 1, err: /"x3" is no release; use its number, as in v12/ });
});

t.test("the list, and the build that failed after it", async (t) => {
  const { live, dokku, json, put } = running(t);
  t.equal(dokku("releases web").out, "Nothing of web has been released yet\n");
  t.match(dokku("releases:info web"), { code: 1, err: /web has no release v1; nothing of it has been released yet/ });
  for (const one of ["1", "2", "3"]) live(one, `b${one}`);
  t.match(
    dokku("releases web --num 2").out,
    /^Release .*\nv3 +current +Deploy 1111111 +ada +\S+T\d\d:\d\d:\d\dZ +b3\nv2 +kept .*\n$/,
  );
  const failed = (status: string, started_at: string) => {
    put("lib/data/builds/web/b4.json", JSON.stringify({ status, started_at }));
    return (json("releases:list web") as { failed: string | null }).failed;
  };
  t.equal(failed("failed", "2026-01-01T00:00:00.000Z"), null, "one before what is live is no news");
  t.equal(failed("succeeded", "2999-01-01T00:00:00.000Z"), null);
  t.equal(failed("failed", "2999-01-01T00:00:00.000Z"), "b4");
  t.match(dokku("releases:list web").out, / {7}A deploy after it failed, which is no release: dokku builds:output web b4\n$/);
});

t.test("images beyond the retention go, and their config", async (t) => {
  const { live, dokku, json, calls, read } = running(t);
  for (const one of ["1", "2", "3"]) live(one, `b${one}`);
  t.equal(dokku("releases:set web retention 2").code, 0);
  t.match(json("releases:retention web"), { app: "web", retention: 2, kept: [3, 2], pruned: [1] });
  t.same(calls("docker").at(-1)?.words, ["image", "rm", "dokku/web:v1"]);
  t.match(JSON.parse(read("lib/data/releases/web/v1.json") ?? ""), { config: {}, files: {}, pruned: true, image: "sha256:1" });
  t.match(json("releases:info web v1"), { status: "pruned", "config-hash": "", "config-keys": [] });
  t.match(json("releases:info web v2"), { changes: null }, "what went cannot be compared with");
  t.equal(dokku("releases:retention web").out, "2 images are kept; there is a way back to: v3 v2\n");
  t.equal(dokku("releases:report web --releases-current").out, "v3\n");
  t.equal(dokku("releases:report web --releases-kept").out, "2\n");
  t.match(dokku("releases:set web retention 0"), { code: 1, err: /use a number of images, as in 5/ });
  t.equal(dokku("releases:set web retention 1").code, 0);
  t.equal(dokku("releases:retention web").out, "-----> Let go of v2\n1 images are kept; there is a way back to: v3\n");
  t.same(calls("docker").at(-1)?.words, ["image", "rm", "dokku/web:v2", "dokku/web:v1"], "those of before are tried once more");
});

t.test("its past goes with an app, and ends with it", async (t) => {
  const { live, fire, put, kept, calls, path } = running(t);
  live("1", "b1");
  put("lib/data/releases/new/v9.json", "{}");
  const { code, err } = fire("post-app-rename-setup", ["web", "new"]);
  t.equal(code, 0);
  t.match(err, /There is no quick way back to v7 of new: .*no such image/);
  t.same(tags(calls("docker")).slice(1), ["dokku/web:v1 dokku/new:v1", "dokku/web:v7 dokku/new:v7"]);
  t.same(readdirSync(join(path, "lib/data/releases")), ["new"]);
  t.same(readdirSync(join(path, "lib/data/releases/new")), ["v1.json"], "nothing of who had the name before");
  live("1", "b1");
  fire("post-delete", ["../releases/web", "latest"]);
  t.same(kept(), ["v1.json"]);
  fire("post-delete", ["web", "latest"]);
  t.same(readdirSync(join(path, "lib/data/releases")), ["new"]);
});

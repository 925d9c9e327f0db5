import { execFileSync } from "node:child_process";
import { join } from "node:path";
import t from "tap";
import { buildHost } from "../../lib/build-host.ts";
import { rows } from "../../lib/rows.ts";
import { workingCopy } from "../../lib/working-copy.ts";

const DOCKERFILE = { Dockerfile: "FROM scratch\nEXPOSE 5000\n" };

t.test("git:sync", async (t) => {
  const host = buildHost(t);
  const upstream = workingCopy(t, host, "upstream", "trunk");
  const first = upstream.commit(DOCKERFILE);
  upstream.git("tag", "v1");
  const url = `file://${upstream.path}`;
  host.dokku(["apps:create", "web"]);
  const head = () => execFileSync("git", ["-C", join(host.path, "home/web"), "rev-parse", "trunk"], { encoding: "utf8" }).trim();
  rows(t, host, [
    { words: `git:sync web ${url} nope`, code: 1, err: /has no branch, tag or commit nope/ },
    { words: `git:sync web ${url} refs/heads/nope`, code: 1, err: /has no branch, tag or commit refs\/heads\/nope/ },
    { words: `git:sync web ${url}/nothing`, code: 1, err: /does not (exist|appear)/ },
    { words: `git:sync web ext::sh`, code: 1, err: /is no git repository's address/ },
    { words: ["git:sync", "web", "--upload-pack=x"], code: 2 },
    { words: `git:sync --build --build-if-changes web ${url}`, code: 2 },
    { words: `git:sync nope ${url}`, code: 20 },
    {
      words: `git:sync web ${url}`,
      out: /Cloning web from file[\s\S]*Detected branch, setting deploy-branch to trunk[\s\S]*build it with: dokku ps:rebuild web/,
    },
  ]);
  t.equal(head(), first);
  t.equal(host.read("deployed"), "", "nothing is built unless asked for");
  rows(t, host, [
    { words: `git:sync --build-if-changes web ${url}`, out: /Skipping build as no changes were detected/ },
    { words: `git:sync --build web ${url} v1`, out: /Fetching remote code for web[\s\S]*Application deployed/ },
  ]);
  upstream.commit({ Dockerfile: "BROKEN\n" });
  rows(t, host, [{ words: `git:sync --build-if-changes web ${url}`, code: 1, err: /App build failed/ }]);
  t.equal(head(), first, "a build that fails does not count as here");
  const second = upstream.commit(DOCKERFILE);
  rows(t, host, [{ words: `git:sync --build-if-changes web ${url} ${second.slice(0, 10)}`, out: /Application deployed/ }]);
  t.equal(head(), second);
  upstream.git("checkout", "--quiet", "-b", "side");
  const third = upstream.commit(DOCKERFILE);
  rows(t, host, [{ words: `git:sync web ${url} side`, out: /is at/ }]);
  t.same([head(), host.read("home/web/refs/heads/side")], [third, third], "the branch is there by its own name too");
});

t.test("git:sync of an app whose folder is no repository yet, as apps of before git have it", async (t) => {
  const host = buildHost(t);
  const upstream = workingCopy(t, host, "upstream", "trunk");
  const commit = upstream.commit(DOCKERFILE);
  host.put("home/web/VHOST", "web.test\n");
  rows(t, host, [
    {
      words: `git:sync --skip-deploy-branch web file://${upstream.path}`,
      out: /Detected branch trunk, skipping deploy-branch setting/,
    },
  ]);
  t.equal(host.read("home/web/HEAD"), "ref: refs/heads/master");
  t.equal(host.read("home/web/refs/heads/master"), commit);
  t.match(host.read("home/web/hooks/pre-receive"), /web/, "pushes deploy from now on");
  const next = upstream.commit(DOCKERFILE);
  rows(t, host, [{ words: `git:sync --build web file://${upstream.path} trunk`, out: /Fetching remote code for web/ }]);
  t.equal(host.read("home/web/refs/heads/master"), next);
  t.equal(host.read("deployed"), "probe web latest");
});

t.test("git:from-image and git:load-image", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  rows(t, host, [
    { words: "git:from-image web nope:1", code: 1, err: /pull access denied for nope:1[\s\S]*Failed to pull image: nope:1/ },
    { words: ["git:from-image", "web", "a b"], code: 1, err: /is no image/ },
    { words: ["git:from-image", "web", "x\nRUN evil"], code: 1, err: /is no image/ },
    { words: "git:from-image --build-dir /nothing web busybox", code: 1, err: /is no folder on this host/ },
    { words: "git:load-image web nope:1", code: 1, err: /holds no image called nope:1/, input: "x" },
  ]);
  t.equal(host.read("lib/config/git/web/source-image"), "");
  host.put("has-images", "");
  host.put("context/more.txt", "more\n");
  rows(t, host, [
    {
      words: `git:from-image --build-dir ${host.path}/context web node:26`,
      out: /Image exists on host, skipping pull[\s\S]*Application deployed/,
    },
    { words: "git:report web --git-source-image", out: "node:26\n" },
    { words: `git:from-image --build-dir ${host.path}/context web node:26`, code: 1, err: /No changes detected/ },
    { words: "git:load-image web node:27", out: /Application deployed/, input: "x" },
    { words: "git:report web --git-source-image", out: "node:27\n" },
    { words: "git:from-image --force web node:28", code: 1, err: /Failed to pull image/ },
  ]);
  const file = execFileSync("git", ["-C", join(host.path, "home/web"), "show", "master~1:Dockerfile"], { encoding: "utf8" });
  t.equal(file, 'FROM node:26\nLABEL com.dokku.docker-image-labeler/alternate-tags=[\\"node:26\\"]\n');
  const copy = workingCopy(t, host, "web", "master");
  copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "--force", "dokku", "master").code, 0);
  t.equal(host.dokku(["git:report", "web", "--git-source-image"]).out, "\n", "code that is no image makes it forgotten");
});

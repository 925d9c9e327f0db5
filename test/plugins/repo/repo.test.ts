import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { root } from "../../lib/root.ts";
import { workingCopy } from "../../lib/working-copy.ts";

t.test("repo:gc packs what pushes left loose, and loses nothing", async (t) => {
  const made = root(t);
  t.equal(made.dokku(["apps:create", "web"]).code, 0);
  made.put("home/empty/notes", "");
  t.match(made.dokku(["repo:gc", "empty"]), { code: 1, err: /no repository yet/ });
  const bare = join(made.path, "home/web");
  const git = (...words: string[]) => spawnSync("git", [`--git-dir=${bare}`, ...words], { encoding: "utf8" }).stdout.trim();
  const copy = workingCopy(t, made, "web");
  for (let at = 0; at < 5; at++) copy.commit({ file: "x".repeat(20_000) + at });
  cpSync(join(copy.path, ".git/objects"), join(bare, "objects"), { recursive: true });
  git("update-ref", "refs/heads/kept", copy.git("rev-parse", "HEAD").out.trim());
  const commit = git("rev-parse", "kept");
  t.match(made.dokku(["repo:gc", "web", "--json"]), { code: 0, out: /"app": "web",\n {2}"before": \d+,\n {2}"after": \d+/ });
  t.match(git("count-objects"), /^0 objects/);
  t.equal(git("rev-parse", "kept"), commit);
  t.equal(git("fsck", "--strict"), "");
  t.match(made.dokku(["repo:gc", "web"]).out, /-----> Packing the repository of web\n-----> \d+ KiB before, \d+ KiB now\n/);
  t.match(made.dokku(["repo:gc", "nobody"]), { code: 20 });
});

t.test("repo:purge-cache takes the app's cache away, and no other's", async (t) => {
  const made = root(t);
  const docker = made.put("bin/docker", '#!/bin/sh\necho "$@" >>"$DOKKU_ROOT/calls"\n');
  t.equal(made.dokku(["apps:create", "web"]).code, 0);
  const { code, out } = made.dokku(["repo:purge-cache", "web"], { env: { DOCKER_BIN: docker } });
  t.same([code, out], [0, "-----> The build cache of web is empty\n"]);
  t.equal(readFileSync(join(made.path, "home/calls"), "utf8"), "volume rm --force cache-web\n");
});

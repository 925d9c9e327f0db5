import { statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { forgetKeptImage, keepImage, keepingImage, restoreKeptImage } from "../../../plugins/deploy/lib/kept-image.ts";
import { here } from "../../lib/here.ts";

const KEPT = "lib/data/git/web/kept-image";

/** A docker whose images and containers are in files; it may be down. */
const DOCKER = `case "$1 $2" in
"image inspect") cat "$DOKKU_ROOT/../image" 2>/dev/null || { echo "Error: No such image: x" >&2; exit 1; } ;;
"container inspect") cat "$DOKKU_ROOT/../container" 2>/dev/null || { echo "Error: No such container: x" >&2; exit 1; } ;;
"image tag") if [[ -f $DOKKU_ROOT/../down ]]; then echo "Cannot connect to the Docker daemon" >&2; exit 1; fi ;;
esac`;

function host(t: Test) {
  const made = here(t, { apps: ["web"], programs: { docker: DOCKER } });
  const words = () => made.calls("docker").map((call) => call.words.join(" "));
  const set = (path: string, value: string) => made.put(`lib/config/${path}`, value);
  const get = (path: string) => made.read(`lib/config/${path}`);
  return { ...made, words, set, get };
}

t.test("an image that was not released gives its name back, and what was found out with it", async (t) => {
  const { io, put, words, set, get, read, path } = host(t);
  put("image", "sha256:1\n");
  set("builder/web/detected", "dockerfile");
  set("ps/web/scale", "web=1\n");
  await keepImage(io, "web");
  t.equal(statSync(join(path, KEPT)).mode & 0o777, 0o600, "it may have config in it");
  put("image", "sha256:2\n");
  set("builder/web/detected", "pack");
  set("ports/web/map-detected", "http:80:1\n");
  set("ps/web/can-scale", "false");
  await keepImage(io, "web");
  await restoreKeptImage(io, "web");
  t.same(words(), ["image inspect --format {{.Id}} dokku/web:latest", "image tag sha256:1 dokku/web:latest"]);
  t.equal(get("builder/web/detected"), "dockerfile");
  t.equal(get("ps/web/scale")?.trim(), "web=1");
  t.equal(get("ports/web/map-detected"), undefined);
  t.equal(get("ps/web/can-scale"), undefined);
  t.equal(read(KEPT), undefined);
  await restoreKeptImage(io, "web");
  t.equal(words().length, 2, "it is done once");
});

t.test("what containers run is the release, and without any the name goes", async (t) => {
  const { io, put, words } = host(t);
  put("home/web/CONTAINERS", "no container");
  await keepImage(io, "web");
  await restoreKeptImage(io, "web");
  t.same(words(), ["image inspect --format {{.Id}} dokku/web:latest", "image rm --force --no-prune dokku/web:latest"]);
  put("home/web/CONTAINER.web.1", "c1\n");
  put("container", "sha256:7\n");
  await keepImage(io, "web");
  await restoreKeptImage(io, "web");
  t.same(words().slice(2), ["container inspect --format {{.Image}} c1", "image tag sha256:7 dokku/web:latest"]);
});

t.test("a container that is gone has no image, and takes no name away", async (t) => {
  const { io, put, words, read } = host(t);
  put("home/web/CONTAINER", "c0\n");
  await keepImage(io, "web");
  t.ok(read(KEPT));
  await restoreKeptImage(io, "web");
  t.same(words(), ["container inspect --format {{.Image}} c0"]);
  t.equal(read(KEPT), undefined);
});

t.test("a docker that does not answer leaves it written down", async (t) => {
  const { io, put, read } = host(t);
  put("image", "sha256:1\n");
  put("down", "");
  await keepImage(io, "web");
  await t.rejects(restoreKeptImage(io, "web"), /Cannot connect to the Docker daemon/);
  t.match(JSON.parse(read(KEPT) ?? ""), { id: "sha256:1" });
  forgetKeptImage(io, "web");
  t.equal(read(KEPT), undefined);
});

t.test("variables are given back where nobody has set others since", async (t) => {
  const { io, put, answers, read } = host(t);
  answers("config-set", 'echo "set $*" >>"$DOKKU_ROOT/../config"; echo noise');
  answers("config-unset", 'echo "unset $*" >>"$DOKKU_ROOT/../config"');
  put("home/web/ENV", "export A='new'\nexport B='new'\nexport C='theirs'\n");
  await keepImage(io, "web", {
    A: { before: "old", now: "new" },
    B: { before: null, now: "new" },
    C: { before: "old", now: "new" },
    D: { before: "old", now: null },
    E: { before: null, now: "new" },
  });
  await restoreKeptImage(io, "web");
  t.equal(read("config"), "set --no-restart web A=old D=old\nunset --no-restart web B\n");
});

t.test("what is built for a release that fails is as if it had not been", async (t) => {
  const { io, put, words, said, read } = host(t);
  put("image", "sha256:1\n");
  await keepingImage(io, "web", async () => void t.ok(read(KEPT)));
  t.equal(read(KEPT), undefined);
  t.equal(words().length, 1);
  await t.rejects(
    keepingImage(io, "web", async () => {
      throw new Error("it does not build");
    }),
    /it does not build/,
  );
  t.equal(words().at(-1), "image tag sha256:1 dokku/web:latest");
  await keepImage(io, "web");
  await keepingImage(io, "web", async () => {});
  t.ok(read(KEPT), "within a deploy, the deploy forgets it");
  t.equal(said(), "");
});

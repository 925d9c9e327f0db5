// slow: each case is several commands
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import t, { type Test } from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";

/** Knows the images that a file names, each with its id. */
const DOCKER = `case "$1 $2" in
"image inspect")
  id="$(grep -s "^\${*: -1} " "$DOKKU_ROOT/../images" | cut -d' ' -f2)"
  if [[ -z $id ]]; then echo "Error: No such image: \${*: -1}" >&2; exit 1; fi
  printf '[{"Id":"%s","Config":{}}]\\n' "$id"
  ;;
"container inspect") echo sha256:3 ;;
esac`;

const PROBE = {
  "scheduler-detect": "echo probe",
  "scheduler-deploy": `if [[ -f $DOKKU_ROOT/../fails ]]; then echo "does not start" >&2; exit 9; fi
echo "deploy $* pid=$DOKKU_PID revision=$HOKKU_REVISION rollback=$HOKKU_ROLLBACK $(ls "$DOKKU_LIB_ROOT/data/ps/web")" >>"$DOKKU_ROOT/../done"`,
  "receive-app": 'echo "build $*" >>"$DOKKU_ROOT/../done"',
};

const OLD = { builder: "herokuish", ports: ["http:80:3000"], files: { "ps/Procfile": "web: one\n" }, scale: { web: 2 } };

/** An app whose third release runs; the first has the same image, the second another. */
function host(t: Test) {
  const plugins = ["apps", "builder", "builds", "common", "config", "deploy", "ports", "ps", "releases"];
  const made = testRoot(t, { plugins, programs: { docker: DOCKER } });
  made.app("web", { config: { KEY: "now", ADDED: "1" }, properties: { common: { deployed: "true" } } });
  execFileSync("git", ["init", "--quiet", "--bare", join(made.path, "home/web")]);
  const git = (...words: string[]) =>
    execFileSync("git", ["-C", join(made.path, "home/web"), "-c", "user.name=a", "-c", "user.email=a@b", ...words], {
      input: "",
    });
  const tree = String(git("hash-object", "-t", "tree", "-w", "--stdin")).trim();
  const commit = String(git("commit-tree", "-m", "one", tree)).trim();
  made.put("home/web/CONTAINER.web.1", "c3\n");
  made.put("images", "dokku/web:v2 sha256:2\n");
  const release = (version: number, more: object) => {
    const whole = {
      version,
      description: `Deploy ${version}`,
      config: {},
      scale: {},
      options: {},
      domains: [],
      ports: [],
      files: {},
    };
    made.put(
      `lib/data/releases/web/v${version}.json`,
      JSON.stringify({ ...whole, image: "", commit: "", containers: [], ...more }),
    );
  };
  release(1, { image: "sha256:3" });
  release(2, { image: "sha256:2", commit, ...OLD, config: { KEY: "then", GONE: "1" } });
  release(3, { image: "sha256:3" });
  made.put("lib/plugins/enabled/probe/plugin.toml", "[plugin]\n");
  for (const [name, text] of Object.entries(PROBE))
    made.put(`lib/plugins/enabled/probe/${name}`, `#!/usr/bin/env bash\n${text}\n`);
  const done = () => (made.read("done") ?? "").split("\n").filter(Boolean);
  return { ...made, commit, release, done };
}

t.test("back to the newest with another image", async (t) => {
  const { dokku, json, read, done, commit, calls, put } = host(t);
  put("lib/config/apps/web/deploy-source", "git-hook");
  put("lib/config/apps/web/deploy-source-metadata", "2".repeat(40));
  const { code, out, err } = dokku("releases:rollback web");
  t.equal(code, 0, err);
  t.match(out, /^-----> Rolling back web to v2: Deploy 2\n=====> Rolled back web to v2 in \d\.\d s: it is v3 now\n/);
  t.match(out, /\n {7}The deploy branch stays where it is: ps:rebuild and the next push build what is on it\n$/);
  t.equal(done().length, 1);
  const line = new RegExp(
    `^deploy probe web latest  pid=\\d+ revision=web ${commit} GIT_REV  rollback=2 Procfile\\.\\d+\\.\\d+$`,
  );
  t.match(done()[0], line, "its commit and its Procfile, for this deploy alone");
  t.same(calls("docker").at(-1)?.words, ["image", "tag", "sha256:2", "dokku/web:latest"]);
  t.equal(read("lib/config/builder/web/detected"), "herokuish");
  t.equal(read("lib/config/ports/web/map-detected"), "http:80:3000\n");
  t.equal(read("lib/config/git/web/deployed-revision"), commit);
  t.equal(read("lib/config/apps/web/deploy-source-metadata"), commit);
  t.equal(read("lib/config/apps/web/deploy-source"), "git-hook");
  t.match(read("home/web/ENV"), /KEY=.?now/, "its config is not asked for");
  t.notOk(read("lib/config/ps/web/scale"));
  t.notOk(read("lib/data/git/web/kept-image"), "there is nothing to take back any more");
  put("lib/config/apps/web/deploy-source-metadata", "an image");
  t.match(json("releases:rollback web v2"), { app: "web", to: 2, rebuilt: false });
  t.equal(read("lib/config/apps/web/deploy-source-metadata"), "an image", "what is no commit stays");
});

t.test("with its config and its scale", async (t) => {
  const { dokku, read, done, calls } = host(t);
  t.equal(dokku("releases:rollback web v2 --config").code, 0);
  t.equal(dokku("config:get web KEY").out, "then\n");
  t.equal(dokku("config:get web GONE").out, "1\n");
  t.equal(dokku("config:get web ADDED").code, 1);
  t.match(read("lib/config/ps/web/scale"), /^web=2$/m);
  t.equal(done().length, 1, "and one deploy");
  t.same(
    calls("docker").filter(({ words }) => words[0] === "container"),
    [],
    "Docker is not asked what runs",
  );
});

t.test("which release is meant", async (t) => {
  const { dokku, put, release } = host(t);
  const refused = (words: string, err: RegExp) => t.match(dokku(`releases:rollback web ${words}`), { code: 1, err }, words);
  t.match(dokku("releases:rollback web --config").out, /to v2/, "with its config the one before, whatever its image");
  release(4, { image: "sha256:3" });
  t.match(dokku("releases:rollback web").out, /to v2/);
  put("images", "dokku/web:v3 sha256:3\n");
  t.match(dokku("releases:rollback web --config").out, /to v3/);
  release(2, { image: "sha256:3" });
  refused("", /web has no release with another image to go back to; for its config: dokku releases:rollback web --config/);
  refused("v9", /has no release v9; it has v1 to v4/);
  release(1, { image: "sha256:1", pruned: true });
  refused("v1", /v1 of web was pruned: its image is gone, and its config; .* releases:set web retention 10/);
  refused("", /v1 of web was pruned/);
  put("lib/config/common/web/deployed", "false");
  refused("v3", /web does not run, so there is nothing to go back from/);
  put("lib/config/common/web/deployed", "true");
  put("home/new/HEAD", "");
  put("lib/config/common/new/deployed", "true");
  t.match(dokku("releases:rollback new"), { code: 1, err: /Nothing is written down of new yet: its next deploy is its first/ });
});

t.test("an image that is gone is built again, where its commit is there", async (t) => {
  const { dokku, json, put, release, done, commit } = host(t);
  put("images", "dokku/web:v2 sha256:other\nsha256:2 sha256:2\n");
  t.match(json("releases:rollback web v2"), { rebuilt: false }, "it may have lost its name");
  put("images", "dokku/web:v2 sha256:other\n");
  const { code, err } = dokku("releases:rollback web v2");
  t.equal(code, 0, err);
  t.match(err, `The image of v2 is not here any more: building ${commit.slice(0, 12)} again`);
  t.equal(done().at(-1), `build web ${commit}`);
  release(2, { image: "sha256:2", commit: "3".repeat(40) });
  const refused = dokku("releases:rollback web v2");
  t.match(refused, {
    code: 1,
    err: /v2 is not here any more, nor is its commit 333333333333 in the repository: there is nothing/,
  });
  release(2, { image: "sha256:2" });
  t.match(dokku("releases:rollback web v2"), {
    code: 1,
    err: /The image of v2 is not here any more: there is nothing to go back to/,
  });
});

t.test("what does not start leaves all as it was", async (t) => {
  const { dokku, put, read, calls } = host(t);
  put("lib/config/builder/web/detected", "dockerfile");
  put("fails", "");
  t.equal(dokku("releases:rollback web v2 --config").code, 9);
  t.equal(dokku("config:get web KEY").out, "now\n");
  t.equal(dokku("config:get web ADDED").out, "1\n");
  t.equal(dokku("config:get web GONE").code, 1);
  t.equal(read("lib/config/builder/web/detected"), "dockerfile");
  t.notOk(read("lib/config/ports/web/map-detected"));
  t.notMatch(read("lib/config/ps/web/scale") ?? "", "web=2");
  t.same(
    calls("docker")
      .slice(-2)
      .map(({ words }) => words.join(" ")),
    ["container inspect --format {{.Image}} c3", "image tag sha256:3 dokku/web:latest"],
    "the name is given back to what runs",
  );
  t.notOk(read("lib/data/git/web/kept-image"));
});

import { existsSync } from "node:fs";
import t from "tap";
import { validBuildpack } from "../../../plugins/buildpacks/lib/list.ts";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { buildHost } from "../../lib/build-host.ts";
import { fire, rows } from "../../lib/rows.ts";
import { workingCopy } from "../../lib/working-copy.ts";

const url = (name: string) => `https://github.com/heroku/heroku-buildpack-${name}.git`;

t.test("what names a buildpack", async (t) => {
  const good: Record<string, string> = {
    "heroku/nodejs": url("nodejs"),
    "heroku-community/apt": url("apt"),
    "me/mine": "https://github.com/me/heroku-buildpack-mine.git",
    "https://github.com/a/b.git#v1": "https://github.com/a/b.git#v1",
    "git@github.com:a/b.git": "git@github.com:a/b.git",
    "http://host:8080/a/b": "http://host:8080/a/b",
  };
  for (const [given, found] of Object.entries(good)) t.equal(validBuildpack(given), found);
  for (const bad of ["", "nodejs", "a/b/c", "file:///etc", "--x/y z", "https://a b/c", "ext::sh"])
    t.throws(() => validBuildpack(bad), /Invalid buildpack/);
});

t.test("the list of an app", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  const list = (...names: string[]) => `-----> web buildpack urls\n${names.map((name) => `       ${url(name)}\n`).join("")}`;
  rows(t, host, [
    { words: "buildpacks:list web", out: list() },
    { words: "buildpacks:remove --index 1 web", code: 1, err: /No buildpacks were found, next release on web/ },
    { words: "buildpacks:add web heroku/nodejs" },
    { words: "buildpacks:add --index 1 web heroku/ruby" },
    { words: "buildpacks:add --index 9 web heroku/go" },
    { words: "buildpacks:list web", out: list("ruby", "nodejs", "go") },
    { words: "--quiet buildpacks:list web", out: list("ruby", "nodejs", "go").replace(/^.*\n/, "") },
    { words: "buildpacks:set --index 2 web heroku/python" },
    { words: "buildpacks:set web heroku/java" },
    { words: "buildpacks:list web", out: list("java", "python", "go") },
    { words: "buildpacks:report web --buildpacks-list", out: `${[url("java"), url("python"), url("go")].join(",")}\n` },
    { words: "buildpacks:remove web heroku/python", out: `-----> Removing ${url("python")}\n` },
    { words: "buildpacks:remove --index 2 web", out: /Removing .*go/ },
    { words: "buildpacks:remove --index 5 web", code: 1, err: /no such buildpack; there are: .*java/ },
    { words: "buildpacks:remove web", code: 1, err: /either by index or URL/ },
    { words: "buildpacks:remove --index 1 web heroku/go", code: 1, err: /not both/ },
    { words: "buildpacks:set web heroku/a heroku/b", code: 1, err: /requires the --replace flag/ },
    { words: "buildpacks:set --replace web heroku/a heroku/b" },
    { words: "buildpacks:set --replace web nope", code: 1, err: /Invalid buildpack/ },
    { words: "buildpacks:set --replace web", code: 1, err: /buildpacks:clear web/ },
    { words: "buildpacks:set --replace --index 1 web heroku/a", code: 1, err: /cannot be used with --replace/ },
    { words: "buildpacks:list web", out: list("a", "b") },
    { words: "buildpacks:clear web" },
    { words: "buildpacks:list web", out: list() },
    { words: "buildpacks:add nope heroku/a", code: 20 },
    { words: "buildpacks:add web", code: 2 },
  ]);
  t.same(JSON.parse(host.dokku(["buildpacks:add", "web", "heroku/a", "--json"]).out), { app: "web", buildpacks: [url("a")] });
});

t.test("the stack", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  host.hook("watch", "post-stack-set", 'echo "$*" >>"$DOKKU_ROOT/../stacks"');
  rows(t, host, [
    { words: "buildpacks:set-property --global stack global:1", out: "=====> Setting stack to global:1\n" },
    { words: "buildpacks:set-property web stack own:1", out: /own:1/ },
    { words: "buildpacks:set-property web stack own:1", out: /own:1/ },
    { words: "buildpacks:report web --buildpacks-computed-stack", out: "own:1\n" },
    { words: "buildpacks:report web --buildpacks-global-stack", out: "global:1\n" },
    { words: "buildpacks:report --global --buildpacks-global-stack", out: "global:1\n" },
    { words: "buildpacks:set-property web stack", out: /Unsetting/ },
    { words: "buildpacks:report web --buildpacks-computed-stack", out: "global:1\n" },
    { words: "buildpacks:set-property web nope x", code: 1, err: /valid properties include: stack/ },
  ]);
  t.equal(host.read("stacks"), "web global:1\nweb own:1\nweb", "each change is told once");
  t.equal(fire(host, "buildpack-stack-name", "web").out, "global:1\n");
  host.dokku(["buildpacks:set-property", "--global", "stack"]);
  t.equal(fire(host, "buildpack-stack-name", "web").out, "");
  host.dokku(["config:set", "--no-restart", "web", "DOKKU_IMAGE=old:1"]);
  t.equal(fire(host, "buildpack-stack-name", "web").out, "old:1\n");
});

t.test("what is written into the source", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  const extract = () => fire(host, "post-extract", "web", `${host.path}/source`, "abc");
  host.put("source/x", "");
  t.equal(extract().code, 0);
  t.equal(host.read("source/.buildpacks"), "", "nothing is wanted, nothing is written");
  host.put("source/.buildpacks", "# ours\nheroku/ruby\n\nhttps://host/a/b.git\n");
  t.equal(extract().code, 0);
  t.equal(host.read("source/.buildpacks"), `# ours\n${url("ruby")}\n\nhttps://host/a/b.git`, "short names are spelled out");
  host.put("source/.buildpacks", "heroku/ruby\nfile:///etc\n");
  t.match(extract(), { code: 1, err: /\.buildpacks, line 2: Invalid buildpack/ });
  host.put("source/app.json", '{"buildpacks": [{"url": "heroku/nodejs"}]}');
  t.equal(extract().code, 0);
  t.equal(host.read("source/.buildpacks"), url("nodejs"), "app.json counts more");
  host.put("source/app.json", "{");
  t.match(extract(), { code: 1, err: /app\.json cannot be read/ });
  host.dokku(["buildpacks:add", "web", "heroku/go"]);
  t.equal(extract().code, 0);
  t.equal(host.read("source/.buildpacks"), url("go"), "and the app's list most");
});

/** A docker whose herokuish finds what the folder it is given holds. */
const DETECTING = `
for word in "$@"; do if [[ $word == --volume=*:/tmp/app:ro ]]; then folder="\${word#--volume=}"; folder="\${folder%%:*}"; fi; done
echo "$folder" >"$(dirname "$0")/../folder"
cat "$folder/kind"`;

t.test("buildpacks:detect looks into the code of a branch and leaves nothing behind", async (t) => {
  const host = testRoot(t, { plugins: ["common", "apps", "config", "git", "buildpacks"], programs: { docker: DETECTING } });
  host.dokku("apps:create web");
  const copy = workingCopy(t, { ...host, env: { ...host.env, GIT_CONFIG_NOSYSTEM: "1" } }, "web");
  const keep = (branch: string, kind: string) => {
    copy.commit({ kind });
    const pushed = copy.git(
      "push",
      "--quiet",
      `${host.path}/home/web`,
      `HEAD:refs/heads/${branch}`,
      "--no-verify",
      "--receive-pack=git -c core.hooksPath=/nowhere receive-pack",
    );
    t.equal(pushed.code, 0, pushed.err);
  };
  t.match(host.dokku("buildpacks:detect web"), { code: 1, err: /no code on master of web; push some: git push dokku master/ });
  keep("master", "Python");
  keep("next", "Ruby");
  host.dokku("buildpacks:set-property web stack own:1");
  t.match(host.dokku("buildpacks:detect web"), { code: 0, out: "       Python\n", err: "" });
  t.match(host.calls("docker").at(-1)?.words.slice(-5), ["own:1", "/bin/herokuish", "buildpack", "detect", "/tmp/app"]);
  t.strictSame(host.json("buildpacks:detect --branch next web"), { app: "web", branch: "next", detected: "Ruby" });
  const folder = host.read("folder")?.trim() ?? "";
  t.match(folder, /buildpacks-detect\./);
  t.notOk(existsSync(folder) || existsSync(`${folder}.index`));
  host.dokku("git:set web deploy-branch next");
  t.match(host.json("buildpacks:detect web"), { branch: "next" });
  t.match(host.dokku("buildpacks:detect --branch gone web"), { code: 1, err: /no code on gone/ });
  t.match(host.dokku("buildpacks:detect gone"), { code: 20 });
});

t.test("where nobody says which branch is deployed, it is master", async (t) => {
  const host = testRoot(t, { plugins: ["common", "apps", "config", "buildpacks"], apps: ["web"] });
  t.match(host.dokku("buildpacks:detect web"), { code: 1, err: /no code on master of web/ });
});

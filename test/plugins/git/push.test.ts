// slow: every case is a push
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { buildHost } from "../../lib/build-host.ts";
import { until } from "../../lib/patience.ts";
import { checkout, ran } from "../../lib/root.ts";
import { fire } from "../../lib/rows.ts";
import { workingCopy } from "../../lib/working-copy.ts";

const DOCKERFILE = { Dockerfile: "FROM scratch\nEXPOSE 5000\n" };

t.test("the first push makes the app, the branch, the image and the release", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  const commit = copy.commit(DOCKERFILE);
  const pushed = copy.git("push", "dokku", "main");
  t.equal(pushed.code, 0, pushed.err);
  const said = pushed.err.replaceAll("remote: ", "").replace(/ +$/gm, "");
  const lines = [
    "-----> Set main as deploy-branch",
    "-----> Building web from Dockerfile",
    "what a program of the build says",
    /^ {7}Built in \d+\.\d s\n/m,
    "-----> Releasing web...",
    "-----> Deploying web via the probe scheduler...",
    "=====> Application deployed:",
    "       http://web.example.com",
    /^=====> Deployed v1 of web in \d+\.\d s: http:\/\/web\.example\.com\n/m,
  ];
  let at = -1;
  for (const line of lines) {
    const found = typeof line === "string" ? said.indexOf(`${line}\n`, at + 1) : said.search(line);
    t.ok(found > at, `says in its turn: ${line}`);
    at = found;
  }
  t.notMatch(said, /Step 1|Successfully built|task found/, "nothing of Docker's own, nor of what was not done");
  t.equal(host.read("deployed"), "probe web latest");
  t.equal(host.read("lib/config/git/web/deploy-branch"), "main");
  t.equal(host.read("home/web/HEAD"), "ref: refs/heads/main");
  t.equal(host.dokku(["config:get", "web", "GIT_REV"]).out.trim(), commit);
  t.equal(host.dokku(["builder:report", "web", "--builder-detected"]).out, "dockerfile\n");
  t.equal(host.read("built-files"), "Dockerfile", "no .git, nothing but the source");
  t.same(readdirSync(join(host.path, "lib/data/git/web")), ["updating"], "no lock, no source tree is left");
  t.equal(copy.git("ls-remote", "dokku", "refs/heads/main").out, `${commit}\trefs/heads/main\n`);
});

t.test("a first push that fails leaves no branch behind, in HEAD neither", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  copy.commit({ Dockerfile: "BROKEN\n" });
  t.equal(copy.git("push", "dokku", "main").code, 1);
  t.equal(host.read("home/web/HEAD"), "ref: refs/heads/master");
  copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main:master").code, 0);
  const cloned = copy.git("clone", join(host.path, "home/web"), join(host.path, "cloned"));
  t.match(cloned, { code: 0 });
  t.notMatch(cloned.err, /nonexistent ref/);
  t.ok(existsSync(join(host.path, "cloned/Dockerfile")));
});

t.test("what killed pushes left in the repository goes with the next one, unless somebody works there", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  const objects = join(host.path, "home/web/objects");
  for (const name of ["tmp_objdir-incoming-Ab12cD", "incoming-Ab12cD"]) host.put(`home/web/objects/${name}/pack/x.pack`, "left");
  const locks = ["HEAD.lock", "packed-refs.lock", "refs/heads/main.lock"].map((name) => host.put(`home/web/${name}`, ""));
  const left = () => [...readdirSync(objects).filter((name) => name.includes("incoming")), ...locks.filter(existsSync)];
  const other = spawn("sleep", ["60"], { cwd: join(host.path, "home/web"), stdio: "ignore" });
  await once(other, "spawn");
  t.equal(copy.git("push", "dokku", "main:other").code, 0);
  t.equal(left().length, 5, "another push may be at it");
  other.kill();
  await once(other, "exit");
  copy.commit();
  t.equal(copy.git("push", "dokku", "main", "main:more").code, 0);
  t.same(left(), []);
  t.match(copy.git("ls-remote", "dokku", "refs/heads/more").out, /refs\/heads\/more/);
});

t.test("what is pushed decides what happens", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web", "master");
  copy.commit(DOCKERFILE);
  const table: [name: string, words: string[], code: number, says: RegExp, deploys: boolean][] = [
    ["master deploys without being chosen", ["master"], 0, /Application deployed/, true],
    ["another branch is kept", ["master:feature"], 0, /WARNING: deploy did not complete, you must push to master\./, false],
    ["and it is said how to deploy it", ["master:other"], 0, /for example, try 'git push <dokku> other:master'/, false],
    [
      "a tag is kept",
      ["HEAD:refs/tags/v1"],
      0,
      /Tag v1 is kept; to deploy it: git push <dokku> v1\^\{\}:refs\/heads\/master/,
      false,
    ],
    ["a branch may go", [":feature"], 0, /deleted.*feature/, false],
    [
      "the deploy branch may not",
      [":master"],
      1,
      /master is the branch web is deployed from[\s\S]*dokku apps:destroy web/,
      false,
    ],
    ["a broken name is refused by git", ["HEAD:refs/heads/a..b"], 128, /invalid refspec|a\.\.b/, false],
  ];
  for (const [name, words, code, says, deploys] of table) {
    host.put("deployed", "");
    const pushed = copy.git("push", "dokku", ...words);
    t.equal(pushed.code, code, `${name}: ${pushed.err}`);
    t.match(pushed.err, says, name);
    t.equal(host.read("deployed") !== "", deploys, `${name}: ${deploys ? "deploys" : "does not deploy"}`);
  }
  t.equal(host.read("lib/config/git/web/deploy-branch"), "", "nothing was chosen on the way");
});

t.test("a forced push deploys; an empty tree, and nothing at all", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /src refspec main does not match any/ }, "an empty repository");
  copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  copy.git("commit", "--quiet", "--amend", "--message", "another");
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /non-fast-forward|rejected/ });
  t.match(copy.git("push", "--force", "dokku", "main"), { code: 0, err: /Application deployed/ });
  copy.git("rm", "--quiet", "Dockerfile");
  copy.commit();
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /There is no builder called herokuish; there are: dockerfile/ });
});

t.test("what comes in the way of a deploy stops it, says so and loses nothing", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  const good = copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  for (const trigger of ["post-extract", "pre-receive-app", "pre-build", "post-build", "pre-release-builder"]) {
    copy.commit();
    host.hook("breaker", trigger, "exit 7");
    const pushed = copy.git("push", "dokku", "main");
    t.match(pushed, { code: 1, err: new RegExp(`The hook ${trigger} of the plugin breaker failed with exit code 7`) }, trigger);
    t.equal(host.dokku(["config:get", "web", "GIT_REV"]).out.trim(), good, `${trigger}: GIT_REV is still of the good commit`);
    t.equal(copy.git("ls-remote", "dokku", "main").out.split("\t")[0], good, `${trigger}: and so is the branch`);
    t.same(readdirSync(join(host.path, "lib/data/git/web")), [], `${trigger}: nothing is left behind`);
    host.hook("breaker", trigger, "exit 0");
  }
  copy.commit({ Dockerfile: "BROKEN\n" });
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /unknown instruction: BROKEN[\s\S]*App build failed/ });
  copy.commit(DOCKERFILE);
  host.put("docker-is-down", "");
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /Cannot connect to the Docker daemon/ });
});

t.test("case 20: GIT_REV is the new commit for the deploy, and for nobody else until it is live", async (t) => {
  const host = buildHost(t, "ps");
  const copy = workingCopy(t, host, "web");
  const stored = () => host.dokku(["config:get", "web", "GIT_REV"]).out.trim();
  const seen = `{ dokku config:get web GIT_REV; plugn trigger config-get web GIT_REV; echo
    source "$PLUGIN_CORE_AVAILABLE_PATH/config/functions"; config_get web GIT_REV; } >"$DOKKU_ROOT/../seen-$HOKKU_AT"`;
  const spy = (at: string, then: string) => host.hook("spy", at, `HOKKU_AT=${at}; ${seen}; ${then}`);
  copy.commit({ Dockerfile: "BROKEN\n" });
  t.equal(copy.git("push", "dokku", "main").code, 1);
  t.match(host.dokku(["config:get", "web", "GIT_REV"]), { code: 1, out: "" }, "a first deploy that fails leaves none");
  const good = copy.commit({ Dockerfile: "FROM scratch\nARG GIT_REV\n" });
  t.equal(copy.git("push", "dokku", "main").code, 0);
  const next = copy.commit();
  spy("pre-build", "dokku config:set --no-restart web OTHER=1");
  spy("post-build", `kill -9 "$(sed 's/^{"pid":\\([0-9]*\\).*/\\1/' "$DOKKU_LIB_ROOT/data/git/web/deploy.lock")"; sleep 1`);
  t.not(copy.git("push", "dokku", "main").code, 0, "killed");
  for (const at of ["pre-build", "post-build"])
    t.same(host.read(`seen-${at}`).split("\n"), [next, next, next], `${at}: every way to ask names the new one`);
  t.match(host.read("build-environment"), `GIT_REV=${next}\n`);
  t.equal(stored(), good, "killed: the one that runs");
  t.match(host.read("home/web/ENV"), `GIT_REV='${good}'`, "in the file as well");
  for (const at of ["pre-build", "post-build"]) spy(at, "");
  t.equal(host.dokku(["ps:rebuild", "web"]).code, 0, "what is rebuilt is the branch, which has not moved");
  t.equal(host.read("seen-pre-build").split("\n")[0], good);
  t.equal(stored(), good);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  t.equal(stored(), next);
  host.hook("spy", "pre-build", "dokku config:set --no-restart web GIT_REV=own");
  host.hook("spy", "post-build", `${seen.replace("$HOKKU_AT", "own")}`);
  copy.commit();
  t.equal(copy.git("push", "dokku", "main").code, 0);
  t.equal(host.read("seen-own").split("\n")[0], "own", "a plugin may set it itself");
  t.equal(stored(), "own");
});

t.test("one deploy at a time: pushes wait, the newest takes the place of the one before", async (t) => {
  const host = buildHost(t, "builds", "ps", "user-auth", "report");
  const copy = workingCopy(t, host, "web");
  copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  const branch = () => host.read("home/web/refs/heads/main");
  host.hook("slow", "pre-build", 'touch "$DOKKU_ROOT/../building"; while [[ ! -f $DOKKU_ROOT/../go ]]; do sleep 0.05; done');
  const pushing = (commit: string, ...flags: string[]) => {
    const words = ["push", ...flags, "dokku", `${commit}:refs/heads/main`];
    const child = spawn("git", words, { cwd: copy.path, env: copy.env, stdio: ["ignore", "ignore", "pipe"] });
    const said: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => void said.push(String(chunk)));
    return { done: once(child, "close").then(([code]) => code), said: () => said.join("") };
  };
  const one = copy.commit();
  const first = pushing(one);
  await until(() => existsSync(join(host.path, "building")));
  const two = copy.commit();
  t.match(copy.git("push", "-o", "no-wait", "dokku", "main"), {
    code: 1,
    err: new RegExp(
      `web currently has a deploy lock in place: deploy of ${one.slice(0, 12)} is under way since 20\\S+; to stop it: dokku builds:cancel web[\\s\\S]*It is at: Building web`,
    ),
  });
  t.match(host.dokku(["ps:rebuild", "--no-wait", "web"]), { code: 1, err: /to stop it: dokku builds:cancel web/ });
  t.match(host.dokku(["git:status", "web"]).out, /Under way: deploy of/);
  t.match(host.dokku(["git:unlock", "web"]), {
    code: 1,
    err: /is under way since .*builds:cancel web, or remove the lock under it: dokku git:unlock --force web/,
  });
  const second = pushing(two);
  await until(() => /Waiting, as deploy of/.test(second.said()));
  const three = copy.commit();
  const third = pushing(three);
  t.equal(await second.done, 1, "a newer one has taken its place");
  t.match(
    second.said(),
    new RegExp(`was not deployed: a newer one took its place in the queue: deploy of ${three.slice(0, 12)}`),
  );
  host.put("go", "");
  t.equal(await first.done, 0, "the first one ends well");
  t.equal(await third.done, 0, third.said());
  t.equal(branch(), three, "the branch is what was deployed last");

  for (const file of ["go", "building"]) rmSync(join(host.path, file));
  const four = copy.commit();
  const fourth = pushing(four);
  await until(() => existsSync(join(host.path, "building")));
  copy.git("reset", "--hard", "--quiet", three);
  const other = pushing(copy.commit({ other: "" }));
  await until(() => /Waiting/.test(other.said()));
  host.put("go", "");
  t.equal(await fourth.done, 0);
  t.equal(await other.done, 1, "it does not build on what is there by now");
  t.match(other.said(), new RegExp(`main of web has moved on to ${four.slice(0, 12)} while this push waited`));
  t.equal(branch(), four);

  host.put(`lib/data/apps/web/.deploy.lock`, "");
  copy.commit();
  t.match(copy.git("push", "--force", "dokku", "main"), {
    code: 1,
    err: /set with apps:lock; to allow deploys again: dokku apps:unlock web/,
  });
});

t.test("a push that would fill the disk is refused before it is built, unless forced", async (t) => {
  const host = buildHost(t, "builds", "ps");
  const copy = workingCopy(t, host, "web");
  copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  t.equal(host.dokku(["builds:set", "--global", "min-free", "9999999"]).code, 0);
  const calls = host.read("docker-calls");
  copy.commit();
  t.match(copy.git("push", "dokku", "main"), {
    code: 1,
    err: /The disk has \d+ MB left, and a build of web wants (\d+ MB, as the last one took, and )?9999999 MB[\s\S]*dokku cleanup --plan/,
  });
  t.notMatch(host.read("docker-calls").slice(calls.length), /image build/);
  t.match(host.dokku(["ps:rebuild", "web"]), { code: 1, err: /The disk has/ });
  t.equal(host.dokku(["ps:rebuild", "--force", "web"]).code, 0);
  t.equal(copy.git("push", "-o", "force", "dokku", "main").code, 0);
  t.equal(host.dokku(["builds:set", "--global", "min-free", "0"]).code, 0);
  for (const [took, code] of [
    [`${2 ** 60} ${2 ** 60}`, 1],
    [`${2 ** 60} 1000`, 0], // others have filled the disk during the last one
  ] as const) {
    host.put("lib/data/builds/web/.last-build-took", took);
    copy.commit();
    t.equal(copy.git("push", "dokku", "main").code, code, took);
  }
});

t.test("as many builds at once as the host allows", async (t) => {
  const host = buildHost(t, "builds");
  t.equal(host.dokku(["builds:set", "--global", "parallel", "1"]).code, 0);
  t.match(host.dokku(["builds:set", "--global", "parallel", "x"]), { code: 1, err: /use a number of builds/ });
  host.hook(
    "slow",
    "pre-build",
    'touch "$DOKKU_ROOT/../building-$1"; while [[ $1 == one && ! -f $DOKKU_ROOT/../go ]]; do sleep 0.05; done',
  );
  const copies = ["one", "two"].map((name) => workingCopy(t, host, name));
  for (const copy of copies) copy.commit(DOCKERFILE);
  const [one, two] = copies.map((copy) => () => spawn("git", ["push", "dokku", "main"], { cwd: copy.path, env: copy.env }));
  const first = one?.();
  await until(() => existsSync(join(host.path, "building-one")));
  const second = two?.();
  const said: string[] = [];
  second?.stderr.on("data", (chunk) => void said.push(String(chunk)));
  await until(() => /Waiting, as another build is under way/.test(said.join("")));
  t.notOk(existsSync(join(host.path, "building-two")));
  const ends = [first, second].map((child) => child && once(child, "close"));
  host.put("go", "");
  for (const end of ends) t.equal((await end)?.[0], 0);
  t.ok(existsSync(join(host.path, "building-two")));
});

t.test("a hook may call commands that deploy, and the ENV hook sees where it is", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  copy.commit({ ...DOCKERFILE, "only-here": "" });
  host.hook(
    "again",
    "pre-build",
    `cp only-here "$DOKKU_ROOT/../seen"; echo "$DOKKU_DEPLOYING" >>"$DOKKU_ROOT/../seen"; dokku git:status web`,
  );
  const pushed = copy.git("push", "dokku", "main");
  t.match(pushed, { code: 0, err: /On branch main/ });
  t.equal(host.read("seen"), "web");
});

t.test("the pusher goes away: the deploy comes to its end", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  copy.commit(DOCKERFILE);
  host.hook(
    "slow",
    "pre-build",
    'touch "$DOKKU_ROOT/../building"; while [[ ! -f $DOKKU_ROOT/../go ]]; do sleep 0.05; done; echo words nobody hears',
  );
  const push = spawn("git", ["push", "dokku", "main"], { cwd: copy.path, env: copy.env, stdio: "ignore", detached: true });
  await until(() => existsSync(join(host.path, "building")));
  const receive = ran("pgrep", ["-f", `git receive-pack ${host.env.DOKKU_ROOT}/web`], { env: { ...host.env } }).out.trim();
  for (const pid of [push.pid, ...receive.split("\n").map(Number)]) if (pid) process.kill(pid, "SIGKILL");
  host.put("go", "");
  await until(() => host.read("deployed"));
  t.equal(host.read("deployed"), "probe web latest");
  await until(() => !existsSync(join(host.path, "lib/data/git/web/deploy.lock")));
});

t.test("who let git receive deploys, too; where git was started by somebody else, its hook does", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  host.hook("spy", "pre-build", `tr '\\0' ' ' <"/proc/$PPID/cmdline" >"$DOKKU_ROOT/../deployer"`);
  copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  t.match(host.read("deployer"), /^dokku git-receive-pack /);
  copy.commit();
  const receive = `HOKKU_RECEIVER=1 PATH="${checkout}/core:$PATH" git-receive-pack`;
  const pushed = copy.git("push", `--receive-pack=${receive}`, join(host.path, "home/web"), "main");
  t.match(pushed, { code: 0, err: /remote: =====> Deployed v2 of web/ });
  t.match(host.read("deployer"), /^dokku git-hook web/);
});

t.test("a repository whose hook is of 2013", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  t.equal(host.dokku(["apps:create", "web"]).code, 0);
  const hook = host.put(
    "home/web/hooks/pre-receive",
    "#!/usr/bin/env bash\nset -e; set -o pipefail;\ncat | dokku git-hook web\n",
  );
  copy.commit(DOCKERFILE);
  t.match(copy.git("push", "dokku", "main"), { code: 0, err: /Application deployed/ });
  t.match(readFileSync(hook, "utf8"), /cat \| dokku git-hook web/, "it stays as it is");
  t.equal(host.dokku(["git:initialize", "web"]).code, 0);
  t.match(readFileSync(hook, "utf8"), /Written by Hokku/, "until somebody asks for ours");
});

t.test("plugins that take other branches", async (t) => {
  const host = buildHost(t);
  const copy = workingCopy(t, host, "web");
  const commit = copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  host.hook("review", "receive-branch", 'echo "$*" >>"$DOKKU_ROOT/../branches"');
  const pushed = copy.git("push", "dokku", "main:feature");
  t.notMatch(pushed.err, /WARNING/);
  t.equal(host.read("branches"), `web ${commit} refs/heads/feature`);
});

t.test("how an app is named, and what is refused", async (t) => {
  const host = buildHost(t);
  t.equal(host.dokku(["apps:create", "web"]).code, 0);
  const upload = (word: string) => host.dokku(["git-upload-pack", word], { input: "0000" });
  for (const word of ["web", "/web", "web.git", "/web.git", "'web'", "~/web", "web/"])
    t.match(upload(word), { code: 0, out: /^[0-9a-f]{4}/ }, word);
  const table: [words: string[], code: number, says: RegExp][] = [
    [["git-upload-pack", "nope"], 20, /App nope does not exist/],
    [["git-upload-archive", "nope"], 20, /App nope does not exist/],
    [["git-upload-pack", "../web"], 1, /cannot be the name of an app/],
    [["git-receive-pack", "a/b"], 1, /cannot be the name of an app/],
    [["git-receive-pack", "--nope"], 1, /cannot be the name of an app/],
    [["git-receive-pack"], 2, /takes the name of one app/],
    [["git-receive-pack", "web", "more"], 2, /takes the name of one app/],
    [["git-hook"], 2, /takes the name of one app/],
    [["git-hook", "nope"], 20, /App nope does not exist/],
  ];
  for (const [words, code, err] of table) t.match(host.dokku(words), { code, err, out: "" }, words.join(" "));
  t.match(host.dokku(["git-hook", "web"], { input: "nonsense\n" }), { code: 1, err: /expects lines of/ });
  host.put("lib/config/apps/--global/disable-autocreation", "true");
  const refused = host.dokku(["git-receive-pack", "fresh"]);
  t.not(refused.code, 0);
  t.match(refused.err, /apps:create fresh/);
  t.equal(refused.out, "", "nothing comes between git and its protocol");
});

t.test("rebuild without a push, and triggers that tell of the code", async (t) => {
  const host = buildHost(t);
  t.equal(host.dokku(["apps:create", "web"]).code, 0);
  t.match(fire(host, "receive-app", "web"), {
    code: 1,
    err: /Cannot build from .master. as there are no commits stored at that branch/,
  });
  t.equal(fire(host, "git-has-code", "web").code, 1);
  const copy = workingCopy(t, host, "web");
  const commit = copy.commit(DOCKERFILE);
  t.equal(copy.git("push", "dokku", "main").code, 0);
  ran("git", ["-C", join(host.path, "home/web"), "pack-refs", "--all"], { env: { ...host.env } });
  t.equal(fire(host, "git-has-code", "web").code, 0, "packed refs count too");
  t.equal(fire(host, "git-deploy-branch", "web").out, "main\n");
  t.equal(fire(host, "git-revision", "web").out, `${commit}\n`);
  t.match(fire(host, "receive-app", "web"), { code: 0, out: /Application deployed/ });
  t.match(fire(host, "receive-app", "web", "--upload-pack=x"), { code: 1, err: /is no commit/ });
  t.match(fire(host, "receive-app", "web", `${"0".repeat(39)}1`), { code: 1, err: /of web cannot be laid out/ });
});

t.test("submodules, kept git folders and a folder of a larger repository", async (t) => {
  const host = buildHost(t);
  const library = workingCopy(t, host, "library");
  library.commit({ "lib.txt": "from the library" });
  const copy = workingCopy(t, host, "web");
  host.put("home/.gitconfig", '[protocol "file"]\n\tallow = always\n');
  copy.commit({ "app/Dockerfile": "FROM scratch\nEXPOSE 5000\n", "app/inner.txt": "", "outer.txt": "" });
  t.equal(copy.git("submodule", "add", "--quiet", `file://${library.path}`, "vendor").code, 0);
  copy.commit();
  t.equal(host.dokku(["apps:create", "web"]).code, 0);
  t.equal(host.dokku(["builder:set", "web", "selected", "dockerfile"]).code, 0);
  host.hook("look", "core-post-extract", 'cp -r "$2" "$DOKKU_ROOT/../tree.$(ls -d "$DOKKU_ROOT"/../tree.* 2>/dev/null | wc -l)"');
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /There is no Dockerfile/ });
  t.equal(host.read("tree.0/vendor/lib.txt"), "from the library");
  t.notOk(existsSync(join(host.path, "tree.0/.git")), "the git folder is gone");
  host.dokku(["git:set", "web", "keep-git-dir", "true"]);
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /There is no Dockerfile/ });
  const kept = (...words: string[]) => ran("git", ["-C", join(host.path, "tree.1"), ...words], { env: { ...host.env } });
  t.equal(kept("log", "--oneline").out.trim().split("\n").length, 2, "the kept git folder has the history");
  t.ok(existsSync(join(host.path, "tree.1/.git/description")), "and what git itself lays into it");
  t.equal(kept("status", "--short").out, "", "and nothing is changed in it");
  t.notOk(existsSync(join(host.path, "tree.1/.git/ORIG_HEAD")), "nor was anything reset");
  host.dokku(["builder:set", "web", "build-dir", "app"]);
  const pushed = copy.git("push", "dokku", "main");
  t.equal(pushed.code, 0, pushed.err);
  t.equal(host.read("built-files"), "Dockerfile\ninner.txt");
  host.dokku(["builder:set", "web", "build-dir", "nope"]);
  copy.commit();
  t.match(copy.git("push", "dokku", "main"), { code: 1, err: /build-dir nope is no folder of the pushed source/ });
});

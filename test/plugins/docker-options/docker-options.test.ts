import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import t from "tap";
import { checkout, type Root } from "../../lib/root.ts";
import { fire, pass, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const made = (t: Parameters<typeof somePlugins>[0]): Root => {
  const root = somePlugins(t, "docker-options", "apps", "common");
  mkdirSync(`${root.path}/home/web`);
  return root;
};
const stored = (root: Root, key: string) => readFileSync(`${root.path}/lib/config/docker-options/web/${key}`, "utf8");

t.test("commands", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: ["docker-options:add", "web", "build,deploy,run", "--link a:b"], out: "" },
    { words: "docker-options:add web deploy -v /x:/y", out: "" },
    { words: "docker-options:add web deploy -v /x:/y", out: "" },
    { words: "docker-options:list --phase deploy web", out: "--link a:b\n-v /x:/y\n" },
    { words: ["docker-options:add", "--process", "worker,clock", "web", "deploy", "--label 'a b'"] },
    { words: "docker-options:list --phase deploy --process clock web", out: "--label 'a b'\n" },
    { words: "docker-options:add web deploy --process worker --cpus 2" },
    { words: "docker-options:report web --docker-options-deploy", out: "--link a:b -v /x:/y\n" },
    { words: "docker-options:report web --docker-options-deploy.worker", out: "--cpus 2 --label 'a b'\n" },
    {
      words: "docker-options:report web",
      out: /^=====> web docker-options information\n {7}Docker options build: {10}--link a:b\n {7}Docker options deploy: {9}--link a:b -v \/x:\/y\n/,
    },
    {
      words: "docker-options:report web --format json",
      out: /"deploy-list":\["--link a:b","-v \/x:\/y"\].*"deploy":"--link a:b -v/,
    },
    { words: ["docker-options:remove", "web", "build,run", "--link  'a:b'"] },
    { words: "docker-options:remove web run --never there" },
    { words: "docker-options:list --phase run web", out: "" },
    {
      words: "docker-options:clear --process worker web",
      out: "-----> Clearing docker-options for web on phase deploy for process worker\n",
    },
    { words: "docker-options:list --phase deploy --process worker web", out: "" },
    { words: "docker-options:clear web", out: "-----> Clearing docker-options for web on all phases\n" },
    { words: "docker-options:list --phase deploy web", out: "" },
    { words: "docker-options:add web run --help me", out: "" },
    { words: "docker-options:list --phase run --json web", out: '[\n  "--help me"\n]\n' },
  ]);
});

t.test("bad input", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: "docker-options:add", code: 2 },
    { words: "docker-options:add web", code: 2 },
    { words: "docker-options:add nope deploy --x", code: 20 },
    { words: "docker-options:add ../web deploy --x", code: 20 },
    { words: "docker-options:add web deploy", code: 1, err: /specify a docker option/ },
    { words: ["docker-options:add", "web", "deploy", ""], code: 1 },
    { words: "docker-options:add web deploi --x", code: 1, err: /one of \[build deploy run\]/ },
    { words: ["docker-options:add", "web", "deploy", "--label 'x"], code: 1, err: /never closed/ },
    { words: ["docker-options:add", "web", "deploy", "--x\n--privileged"], code: 1, err: /one line/ },
    { words: "docker-options:add web deploy ubuntu", code: 1 },
    { words: "docker-options:add --process web web build --x", code: 1, err: /only supported for the deploy phase/ },
    { words: "docker-options:add --process _default_ web deploy --x", code: 1, err: /reserved/ },
    { words: "docker-options:add --process ../x web deploy --x", code: 1 },
    { words: "docker-options:add --nope web deploy --x", code: 2 },
    { words: "docker-options:list web", code: 2, err: /--phase is required/ },
    { words: "docker-options:list --phase build,run web", code: 2 },
    { words: "docker-options:list --phase x web", code: 1 },
    { words: "docker-options:clear web x", code: 1 },
    { words: "docker-options:report web --nope", code: 1, err: /valid flags: --docker-options-build/ },
  ]);
  t.notOk(existsSync(`${root.path}/lib/config/docker-options`), "nothing was stored");
});

t.test("what hooks answer", async (t) => {
  const root = made(t);
  for (const words of [
    ["web", "build,deploy,run", "-v /a:/b"],
    ["web", "deploy", "--restart=always"],
    ["--process", "worker", "web", "deploy", "--cpus 2"],
  ])
    root.dokku(["docker-options:add", ...words]);
  for (const [words, out] of [
    ["docker-args-build web dockerfile", ""],
    ["docker-args-build web herokuish", " -v /a:/b"],
    ["docker-args-deploy web latest web 1", " --restart=always -v /a:/b"],
    ["docker-args-run web latest", " -v /a:/b"],
    ["docker-args-process-deploy web herokuish latest worker 1", " --cpus 2"],
    ["docker-args-process-deploy web herokuish latest web 1", ""],
    ["docker-args-process-deploy web herokuish latest _default_", ""],
    ["docker-args-deploy other latest", ""],
  ] as const)
    t.equal(fire(root, ...words.split(" ")).out, out, words);
  t.equal(pass(root, "--given 1", "docker-args-run", "web", "latest"), "--given 1 -v /a:/b", "what came before passes through");
});

t.test("state of a Dokku before 0.38", async (t) => {
  const root = made(t);
  root.put("home/web/DOCKER_OPTIONS_DEPLOY", "# old\n-v /old:/old\n\n--link a:b --link c:d\n");
  root.put("home/web/DOCKER_OPTIONS_RUN", "-v /old:/old\n");
  t.equal(fire(root, "docker-args-deploy", "web", "latest").out, " --link a:b --link c:d -v /old:/old", "the old file counts");
  root.dokku(["docker-options:remove", "web", "deploy", "--link a:b"]);
  t.equal(stored(root, "_default_.deploy"), "--link c:d\n-v /old:/old\n", "the first change moves it to where 0.38 looks");
  t.notOk(existsSync(`${root.path}/home/web/DOCKER_OPTIONS_DEPLOY`));
  t.equal(fire(root, "install").code, 0);
  t.same(readdirSync(`${root.path}/home/web`), [], "install moves the rest");
  t.equal(stored(root, "_default_.run"), "-v /old:/old\n");
});

t.test("the app's life", async (t) => {
  const root = made(t);
  root.put("home/web/DOCKER_OPTIONS_RUN", "-v /old:/old\n");
  root.dokku(["docker-options:add", "web", "deploy", "--x"]);
  fire(root, "post-app-clone-setup", "web", "two");
  t.equal(fire(root, "docker-args-run", "two", "latest").out, " -v /old:/old");
  fire(root, "post-app-rename-setup", "two", "three");
  t.equal(fire(root, "docker-args-deploy", "two", "latest").out, "");
  t.equal(fire(root, "docker-args-deploy", "three", "latest").out, " --x");
  fire(root, "post-delete", "three", "latest");
  t.same(readdirSync(`${root.path}/lib/config/docker-options`), ["web"]);
  fire(root, "post-delete", "", "latest");
  t.same(readdirSync(`${root.path}/lib/config/docker-options`), ["web"], "no name is no app");
});

t.test("several at once lose nothing", async (t) => {
  const root = made(t);
  const ends = Array.from({ length: 6 }, (_, at) => {
    const child = spawn(`${checkout}/core/dokku`, ["docker-options:add", "web", "deploy", `--label n=${at}`], {
      env: { ...root.env },
      stdio: "ignore",
    });
    return once(child, "close");
  });
  for (const [code] of await Promise.all(ends)) t.equal(code, 0);
  t.equal(stored(root, "_default_.deploy").split("\n").length, 7);
});

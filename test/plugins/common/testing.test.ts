import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { type TestRoot, testRoot } from "../../../plugins/common/lib/testing.ts";
import { checkout, ran } from "../../lib/root.ts";

const FILES = {
  "plugin.toml": '[plugin]\ndescription = "calls programs"\nversion = "1"\n[plugin.config]\n',
  "subcommands/call": `#!/usr/bin/env bash
docker ps "a b" $'c\\nd' ""
nginx -t
echo "$(git rev-parse HEAD) $(cat) \${SPOKEN:-}"
`,
  "subcommands/sleep": "#!/usr/bin/env bash\nexec sleep 600\n",
  "post-deploy": '#!/usr/bin/env bash\necho "$1 is out by $4"\necho trouble >&2\nexit 3\n',
  "app-urls.ts": `#!/usr/bin/env hokku
import { hook } from "hokku";

export default hook("app-urls", async (_io, app, kind) => (kind === "url" ? "https://" + app : undefined));
`,
  "docker-args-run.ts": `#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";

export default hook("docker-args-run", (io, app) => answerOptions(io, ["--label=" + app]));
`,
};

/** The folder of a plugin that is being written. */
function written(t: Test): string {
  const { put, path } = testRoot(t, { plugins: false });
  for (const [file, text] of Object.entries(FILES)) put(`dokku-talk/${file}`, text);
  mkdirSync(join(path, "dokku-talk/node_modules"));
  symlinkSync(checkout, join(path, "dokku-talk/node_modules/hokku"));
  return join(path, "dokku-talk");
}

t.test("programs that are replaced write down each word, and do what they are told", async (t) => {
  const root = testRoot(t, { plugin: written(t), programs: { git: "echo abc1234" } });
  t.same(root.dokku("talk:call", { input: "heard", env: { SPOKEN: "said" } }), { code: 0, out: "abc1234 heard said\n", err: "" });
  t.same(root.calls("docker"), [{ program: "docker", words: ["ps", "a b", "c\nd", ""] }]);
  t.same(
    root.calls().map(({ program }) => program),
    ["docker", "nginx", "git"],
  );
  root.program("git", "echo fatal >&2; exit 128");
  t.match(root.dokku("talk:call"), { out: /^ *\n$/, err: /fatal/ });
  t.equal(root.calls("git").length, 2);
});

t.test("a hook by itself, and a trigger with all its hooks", async (t) => {
  const root = testRoot(t, { plugin: written(t), apps: ["web"] });
  const late = { code: 3, out: "web is out by latest\n" };
  t.match(root.hook("post-deploy", ["web", "5000", "127.0.0.1", "latest"]), { ...late, err: /^trouble\n/ });
  t.match(root.fire("post-deploy", ["web", "5000", "127.0.0.1", "latest"]), { code: 3, out: /web is out by latest\n$/ });
  t.same(root.hook("docker-args-run", ["web", "latest"]), { code: 0, out: " --label=web", err: "" });
  t.same(root.hook("app-urls", ["web", "url"]), { code: 0, out: "https://web\n", err: "" }, "what it returns is its answer");
  t.same(root.hook("app-urls", ["web", "urls"]), { code: 0, out: "", err: "" });
  t.throws(() => root.hook("pre-deploy", ["web", "latest"]), /dokku-talk has no hook pre-deploy/);
  t.throws(() => testRoot(t).hook("pre-deploy", ["web", "latest"]), /No plugin is under test/);
});

t.test("apps have the variables and properties that are asked for, answers are JSON, files are there", async (t) => {
  const state = { config: { KEY: "it's a 'value'" }, properties: { ps: { "restart-policy": "always" } } };
  const root = testRoot(t, { apps: { web: state, api: {} }, plugins: ["apps", "config", "ps", "common", "scheduler"] });
  t.equal(root.dokku(["config:get", "web", "KEY"]).out, "it's a 'value'\n");
  t.same(root.json("config:get web KEY"), { key: "KEY", value: "it's a 'value'" });
  t.match(root.json("config:get nobody KEY"), { error: { code: 20 } });
  t.throws(() => root.json("config:get --help"), /printed no JSON, but ended with 0: Usage/);
  t.equal(root.dokku("ps:report web --ps-restart-policy").out, "always\n");
  t.equal(root.read("lib/config/ps/web/restart-policy"), "always");
  t.equal(root.read("home/web/nothing"), undefined);
  t.equal(root.dokku("git:report").code, 1, "only plugins that were asked for are there");
  t.throws(() => root.app("bad", { config: { "NO-KEY": "1" } }), /NO-KEY/);
});

t.test("what hangs is ended, and the root goes with its test", async (t) => {
  let made: TestRoot | undefined;
  await t.test("a test", async (t) => {
    made = testRoot(t, { plugin: written(t), limit: 2_000 });
    t.match(made.dokku("talk:sleep"), { code: 143, err: /dokku did not end within 2000 ms/ });
  });
  t.ok(made && !existsSync(made.path));
});

t.test("the same in bash", async (t) => {
  const suite = `#!/usr/bin/env bats
source "${checkout}/plugins/common/lib/testing-functions"
setup() { setup_root "${written(t)}" web; }
teardown() { teardown_root; }
@test "a program" {
  replace_program git "echo abc1234"
  run dokku talk:call
  [[ $status -eq 0 && $output == abc1234* ]]
  [[ $(calls docker) == "docker ps a\\\\ b \\$'c\\\\nd' ''" ]]
  [[ $(calls | wc -l) -eq 3 ]]
}
@test "a hook" {
  run run_hook post-deploy web 5000 127.0.0.1 latest
  [[ $status -eq 3 && $output == "web is out by latest"* ]]
  [[ $(run_hook docker-args-run web latest) == " --label=web" ]]
  run run_hook pre-deploy web
  [[ $status -eq 127 ]]
  [[ $(fire docker-args-run web latest) == *"--label=web"* ]]
}
@test "one that fails" {
  false
}
`;
  const { put, path, env } = testRoot(t, { plugins: false, programs: false });
  const { code, out } = ran("bats", ["--formatter", "tap", put("talk.bats", suite)], { env: { ...env, TMPDIR: path } });
  t.match(out, /^1\.\.3\nok 1 a program\nok 2 a hook\nnot ok 3 one that fails/, out);
  t.equal(code, 1);
  t.notOk(ran("bash", ["-c", "ls -d hokku-test-*"], { env: { ...env }, cwd: path }).out, "roots are removed");
});

t.test("by Node's own runner", async (t) => {
  const { put, path, env } = testRoot(t, { plugins: false, programs: false });
  const suite = `import { test } from "node:test";
import assert from "node:assert/strict";
import { testRoot } from "${checkout}/plugins/common/lib/testing.ts";
test("one", (t) => assert.equal(testRoot(t, { plugin: "${written(t)}", apps: ["web"] }).hook("post-deploy", ["web", "", "", "v1"]).code, 3));
`;
  put("one.test.mjs", suite);
  const { code, out } = ran(process.execPath, ["--test"], { env: { ...env, TMPDIR: path }, cwd: path });
  t.equal(code, 0, out);
  t.match(out, /pass 1/);
  t.notOk(ran("bash", ["-c", "ls -d hokku-test-*"], { env: { ...env }, cwd: path }).out, "roots are removed");
});

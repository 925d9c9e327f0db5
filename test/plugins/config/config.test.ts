import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { checkout, type Root } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** A root with one app. */
function withApp(t: Test): Root {
  const made = somePlugins(t, "apps", "config");
  made.dokku(["apps:create", "web"]);
  return made;
}

const HARD = {
  SPACES: "two  words ",
  QUOTES: `it's a "test"`,
  SHELL: "$(touch /tmp/pwned) `id` $HOME \\n \\",
  LINES: "first\nsecond='x'\n\n  third # no comment\n",
  EQUALS: "a=b=c",
  UNICODE: "çà☕",
  EMPTY: "",
  HASH: "#fragment",
  __proto: "x",
};

t.test("what goes in comes out, to the byte", async (t) => {
  const { dokku, path } = withApp(t);
  const pairs = Object.entries(HARD).map(([key, value]) => `${key}=${value}`);
  const { code, out } = dokku(["config:set", "web", ...pairs]);
  t.equal(code, 0);
  t.match(out, /^-----> Setting config vars\n {7}EMPTY: {4}\n {7}EQUALS: {3}a=b=c\n/);
  for (const [key, value] of Object.entries(HARD)) t.equal(dokku(["config:get", "web", key]).out, `${value}\n`, key);
  t.same(JSON.parse(dokku(["config:export", "--format", "json", "web"]).out), HARD);
  const file = join(path, "home/web/ENV");
  t.equal(statSync(file).mode & 0o777, 0o600);
  for (const text of [readFileSync(file, "utf8"), dokku(["config:export", "web"]).out])
    t.same(sourced(text), HARD, "as a shell reads it");
  t.equal(dokku(["config:get", "--quoted", "web", "QUOTES"]).out, `'it'\\''s a "test"'\n`);
});

/** Lets a real shell read variables. */
function sourced(text: string): Record<string, string> {
  const script = `eval "$(cat)"; ${Object.keys(HARD)
    .map((key) => `printf '%s\\0' "$${key}"`)
    .join("; ")}`;
  const { stdout } = spawnSync("bash", ["-c", script], { input: text, encoding: "utf8" });
  const values = stdout.split("\0");
  return Object.fromEntries(Object.keys(HARD).map((key, at) => [key, values[at] ?? "missing"]));
}

t.test("what is refused, by name, changing nothing", async (t) => {
  const { dokku, path } = withApp(t);
  dokku(["config:set", "web", "KEPT=1"]);
  const before = readFileSync(join(path, "home/web/ENV"), "utf8");
  const rows: [string[], number, RegExp][] = [
    [["config:set", "web", "OK=1", "a b=1"], 1, /Invalid key name: "a b"/],
    [["config:set", "web", `a"b=1`], 1, /Invalid key name/],
    [["config:set", "web", "$(id)=1"], 1, /Invalid key name: "\$\(id\)"/],
    [["config:set", "web", "a\nb=1"], 1, /Invalid key name: "a\\nb"/],
    [["config:set", "web", "1A=1"], 1, /Invalid key name/],
    [["config:set", "web", "my-key=1"], 1, /Invalid key name/],
    [["config:set", "web", "=1"], 1, /Invalid key name/],
    [["config:set", "web", "NOVALUE"], 1, /Invalid env pair: "NOVALUE"/],
    [["config:set", "--encoded", "web", "A=$$$"], 1, /A is not base64/],
    [["config:set", "--encoded", "web", `A=${Buffer.from([0xff, 0xfe]).toString("base64")}`], 1, /A is not text/],
    [["config:set", "--encoded", "web", `A=${Buffer.from("a\0b").toString("base64")}`], 1, /A is not text/],
    [["config:set", "web"], 1, /At least one env pair must be given/],
    [["config:set"], 2, /<app> is missing/],
    [["config:set", "--bogus", "web", "A=1"], 2, /Unknown option '--bogus'/],
    [["config:set", "nope", "A=1"], 20, /App nope does not exist/],
    [["config:set", "..", "A=1"], 20, /does not exist/],
    [["config:unset", "web"], 1, /At least one key must be given/],
    [["config:unset", "web", "a b"], 1, /Invalid key name/],
    [["config:get", "web"], 2, /<key> is missing/],
    [["config:get", "web", "A", "B"], 2, /too many arguments/],
    [["config:export", "--format", "nope", "web"], 1, /use one of: docker-args, /],
    [["config:show", "--shell", "--export", "web"], 2, /Only one/],
  ];
  for (const [words, code, err] of rows) t.match(dokku(words), { code, out: "", err }, words.join(" ").slice(0, 50));
  t.equal(readFileSync(join(path, "home/web/ENV"), "utf8"), before);
  t.same(dokku(["config:get", "web", "UNSET"]), { code: 1, out: "", err: "" }, "an unset key is only an exit code");
});

t.test("triggers", async (t) => {
  const { dokku, path } = withApp(t);
  t.equal(
    plugn(["config-set", "--no-restart", "web", "A=1 2", "B=3"], path),
    "-----> Setting config vars\n       A:  1 2\n       B:  3\n",
  );
  t.equal(plugn(["config-get", "web", "A"], path), "1 2", "no newline is added");
  t.equal(plugn(["config-get", "web", "NO"], path), "");
  t.equal(plugn(["config-unset", "web", "A"], path), "-----> Unsetting A\n");
  dokku(["config:set", "--global", "G=1"]);
  t.equal(plugn(["config-get-global", "G"], path), "1");
  t.equal(plugn(["config-export", "web", "false", "true", "shell"], path), "B='3' G='1' ");
  t.equal(plugn(["config-export", "", "true", "false", "shell"], path), "G='1' ");
});

t.test("global variables, merging, unsetting, clearing", async (t) => {
  const { dokku, path } = withApp(t);
  dokku(["config:set", "--global", "A=global", "G=1"]);
  dokku(["config:set", "web", "A=app"]);
  t.equal(dokku(["config:get", "--global", "A"]).out, "global\n");
  t.equal(dokku(["config:keys", "web"]).out, "A\n");
  t.equal(dokku(["config:keys", "web", "--merged"]).out, "A\nG\n");
  t.equal(dokku(["config:export", "--merged", "--format", "shell", "web"]).out, "A='app' G='1' ");
  t.equal(dokku(["config", "web"]).out, "=====> web env vars\nA:  app\n");
  t.equal(dokku(["config:show", "--merged", "web"]).out, "=====> web env vars\nA:  app\nG:  1\n");
  t.equal(dokku(["--quiet", "config", "--global"]).out, "A:  global\nG:  1\n");
  t.equal(dokku(["config", "--global"]).out, "=====> global env vars\nA:  global\nG:  1\n");
  t.equal(dokku(["--app", "web", "config:get", "A"]).out, "app\n");
  t.equal(
    dokku(["config:unset", "web", "A", "Z"]).out,
    "-----> Unsetting A\n-----> Skipping Z, it is not set in the environment\n",
  );
  dokku(["config:set-norestart", "web", "B=1", "C=2"]);
  t.equal(dokku(["config:unset-norestart", "web", "B"]).code, 0);
  t.equal(dokku(["config:clear", "web"]).out, "-----> Unsetting C\n");
  t.equal(readFileSync(join(path, "home/web/ENV"), "utf8"), "");
  t.equal(dokku(["--quiet", "config:set", "web", "A=1"]).out, "");
});

t.test("formats", async (t) => {
  const { dokku, path } = withApp(t);
  dokku(["config:set", "web", "N=42", "Z=007", "V=a'b\n$c"]);
  const rows: [string, string][] = [
    ["exports", "export N='42'\nexport V='a'\\''b\n$c'\nexport Z='007'\n"],
    ["envfile", 'N=42\nV="a\'b\\n\\$c"\nZ="007"\n'],
    ["docker-args", "--env=N='42' --env=V='a'\\''b\n$c' --env=Z='007'\n"],
    ["docker-args-keys", "--env=N --env=V --env=Z\n"],
    ["pack-keys", "--env N --env V --env Z\n"],
    ["shell", "N='42' V='a'\\''b\n$c' Z='007' "],
    ["pretty", "N:  42\nV:  a'b\n$c\nZ:  007\n"],
    ["json", '{"N":"42","V":"a\'b\\n$c","Z":"007"}\n'],
    ["json-list", '[{"name":"N","value":"42"},{"name":"V","value":"a\'b\\n$c"},{"name":"Z","value":"007"}]\n'],
  ];
  for (const [format, out] of rows) {
    t.same(dokku(["config:export", "--format", format, "web"]), { code: 0, out, err: "" }, format);
    const hook = plugn(["config-export", "web", "false", "false", format], path);
    t.equal(hook, out, `trigger, ${format}`);
  }
});

/** Fires a trigger as a plugin in bash would, and answers what it printed. */
const plugn = (words: string[], path: string): string =>
  spawnSync(join(checkout, "hooks/plugn"), ["trigger", ...words], { env: rootEnv(path), encoding: "utf8" }).stdout;

t.test("import: files of all kinds", async (t) => {
  const { dokku, put } = withApp(t);
  dokku(["config:set", "web", "OLD=1"]);
  const envfile = `# comment\n\nexport A=plain value # said\nB='single\nlines'\nC="double\\nline \\"q\\" \\$x"\n  D=\nE='it'\\''s'\r\n`;
  t.equal(dokku(["config:import", "web"], { input: envfile }).code, 0);
  const expected = { A: "plain value", B: "single\nlines", C: 'double\nline "q" $x', D: "", E: "it's", OLD: "1" };
  t.same(JSON.parse(dokku(["config:export", "--format", "json", "web"]).out), expected);
  const file = put("vars.json", JSON.stringify({ A: "1", N: 2, B: true }));
  t.equal(dokku(["config:import", "--replace", "--format", "json", "web", file]).code, 0);
  t.same(JSON.parse(dokku(["config:export", "--format", "json", "web"]).out), { A: "1", B: "true", N: "2" });
  const rows: [string, string, RegExp][] = [
    ["json", '{"A": null}', /A in stdin is no text/],
    ["json", '["A"]', /no JSON object/],
    ["json", "{", /is no JSON/],
    ["json", '{"a b": "1"}', /Invalid key name: "a b"/],
    ["json", '{"A": "a\\u0000b"}', /A is not text/],
    ["json", "{}", /no variables/],
    ["envfile", "", /no variables/],
    ["envfile", "A='unfinished", /quote after A= never closes/],
    ["yaml", "A: 1", /envfile or json/],
  ];
  for (const [format, input, err] of rows)
    t.match(dokku(["config:import", "--format", format, "web"], { input }), { err }, input);
  t.match(dokku(["config:import", "web", "/nonexistent"]), { code: 1, err: /cannot be read/ });
  const withKey = dokku(["config:import", "web", file], { env: { FINGERPRINT: "SHA256:key" } });
  t.match(
    withKey,
    { code: 1, out: "", err: /on stdin, not from a file of the server; leave .* out and append: </ },
    "none of the server's",
  );
  t.same(JSON.parse(dokku(["config:export", "--format", "json", "web"]).out), { A: "1", B: "true", N: "2" });
});

t.test("a value of 1 MB is kept to the byte, with a word of warning", async (t) => {
  const { dokku } = withApp(t);
  const value = "0123456789abcde\n".repeat(65536);
  const { code, err } = dokku(["--quiet", "config:import", "--format", "json", "web"], { input: JSON.stringify({ BIG: value }) });
  t.match({ code, err }, { code: 0, err: /BIG will be stored, but no app can be started with it/ });
  t.ok(dokku(["config:get", "web", "BIG"]).out === `${value}\n`);
});

t.test("bundle: a tar that tar can read", async (t) => {
  const { dokku, path } = withApp(t);
  const long = "K".repeat(180);
  dokku(["config:set", "web", `A=${"x".repeat(600)}`, "B=\n", `${long}=deep`]);
  const pack = spawnSync(join(checkout, "core/dokku"), ["config:bundle", "web"], { env: rootEnv(path) });
  const list = spawnSync("tar", ["-tf", "-"], { input: pack.stdout, encoding: "utf8" });
  t.same(list.stdout.trim().split("\n"), ["A", "B", long]);
  const one = spawnSync("tar", ["-xOf", "-", long], { input: pack.stdout, encoding: "utf8" });
  t.equal(one.stdout, "deep");
  t.equal(spawnSync("tar", ["-xOf", "-", "A"], { input: pack.stdout }).stdout.length, 600);
});

const rootEnv = (path: string) => ({
  PATH: process.env.PATH ?? "",
  HOME: join(path, "home"),
  DOKKU_ROOT: join(path, "home"),
  DOKKU_LIB_ROOT: join(path, "lib"),
});

t.test("ten who set at once lose nothing, and a killed one holds nobody up", async (t) => {
  const { dokku, env } = withApp(t);
  const set = (n: number) => spawn(join(checkout, "core/dokku"), ["config:set", "web", `K${n}=${n}`], { env, stdio: "ignore" });
  const killed = set(99);
  setTimeout(() => killed.kill("SIGKILL"), 60);
  const children = Array.from({ length: 10 }, (_, n) => set(n));
  const codes = await Promise.all([...children.map(async (child) => (await once(child, "close"))[0]), once(killed, "close")]);
  t.same(codes.slice(0, 10), Array(10).fill(0));
  const keys = dokku(["config:keys", "web"]).out.trim().split("\n");
  t.same(
    keys.filter((key) => key !== "K99"),
    Array.from({ length: 10 }, (_, n) => `K${n}`),
  );
  t.equal(dokku(["config:set", "web", "LAST=1"]).code, 0);
});

t.test("who is told, and when the app is restarted", async (t) => {
  const { dokku, put } = withApp(t);
  for (const name of ["post-config-update", "release-and-deploy"]) {
    put(`lib/plugins/enabled/spy/${name}`, `#!/usr/bin/env bash\necho "${name} $*"\n`);
  }
  const restarted = "-----> Restarting app web\nrelease-and-deploy web latest config-redeploy\n";
  t.match(dokku(["config:set", "web", "A=1"]).out, /post-config-update web set A\n$/, "an app that was never deployed stays so");
  put("lib/config/common/web/deployed", "true");
  const rows: [string[], Record<string, string>, boolean][] = [
    [["config:set", "web", "B=1"], {}, true],
    [["config:set", "--no-restart", "web", "B=2"], {}, false],
    [["config:set", "web", "--no-restart", "B=2"], {}, false],
    [["--no-restart", "config:set", "web", "B=3"], {}, false],
    [["config:set", "web", "B=4"], { DOKKU_CONFIG_RESTART: "false" }, false],
    [["config:set", "web", "B=5"], { DOKKU_DEPLOYING: "web" }, false],
    [["config:set", "web", "B=6"], { DOKKU_DEPLOYING: "other" }, true],
    [["config:unset", "web", "B"], {}, true],
    [["config:clear", "web"], {}, true],
    [["config:clear", "--no-restart", "web"], {}, false],
    [["config:set", "--global", "B=1"], {}, false],
  ];
  for (const [words, env, is] of rows) t.equal(dokku(words, { env }).out.endsWith(restarted), is, words.join(" "));
  t.match(dokku(["config:clear", "--global"]).out, /post-config-update --global clear\n/);
  put("lib/plugins/enabled/spy/ps-get-property", "#!/usr/bin/env bash\n[[ $2 == restore ]] && echo false\n");
  t.notMatch(dokku(["config:set", "web", "C=1"]).out, /Restarting/, "one that was stopped stays stopped");
  put("lib/plugins/enabled/spy/ps-get-property", "#!/usr/bin/env bash\n");
  put("lib/plugins/enabled/spy/release-and-deploy", "#!/usr/bin/env bash\nexit 3\n");
  t.match(dokku(["config:set", "web", "D=1"]), { code: 3, err: /are stored, but web could not be restarted/ });
  t.equal(dokku(["config:get", "web", "D"]).out, "1\n");
});

t.test("files of other eras", async (t) => {
  const { dokku, path, put } = withApp(t);
  const rows: [string, string, string][] = [
    ["2013", "export A=one\nexport B=two words\n", "two words"],
    ["2014", "export A='one'\nexport B='it'\\''s'\n", "it's"],
    ["2018", 'A="one"\nB="a\\nb \\$c \\!"\nINT=5\n', "a\nb $c !"],
    ["by hand", '\n# note\nA=one\r\n  export B="x"  # note\nnonsense\n', "x"],
  ];
  for (const [era, text, b] of rows) {
    put("home/web/ENV", text);
    t.equal(dokku(["config:get", "web", "A"]).out, "one\n", era);
    t.equal(dokku(["config:get", "web", "B"]).out, `${b}\n`, era);
  }
  put("lib/config/web/ENV", 'A="newer"\n');
  t.equal(dokku(["config:get", "web", "A"]).out, "one\n", "a leftover of a later release does not count");
  put("lib/config/config/web/env-migrated", "true");
  t.equal(dokku(["config:get", "web", "A"]).out, "newer\n", "but it does once that release has said so");
  dokku(["config:set", "web", "C=3"]);
  t.equal(readFileSync(join(path, "home/web/ENV"), "utf8"), "export A='newer'\nexport C='3'\n", "and is taken over");
  t.notOk(existsSync(join(path, "lib/config/web/ENV")));
  t.notOk(existsSync(join(path, "lib/config/config/web/env-migrated")));
  put("home/web/ENV", "A='open\n");
  t.match(dokku(["config:set", "web", "B=1"]), { code: 1, err: /ENV: the quote after A= never closes/ });
  t.equal(readFileSync(join(path, "home/web/ENV"), "utf8"), "A='open\n", "and is not rewritten");
});

t.test("an app called like a plugin does not take its settings along", async (t) => {
  const { dokku, path, put } = withApp(t);
  dokku(["apps:create", "ps"]);
  put("lib/config/ps/web/restart-policy", "always");
  dokku(["--force", "apps:destroy", "ps"]);
  t.ok(existsSync(join(path, "lib/config/ps/web/restart-policy")));
});

t.test("a hook that fails afterwards takes nothing back, and is told", (t) => {
  const { dokku, put } = withApp(t);
  put("lib/plugins/enabled/late/post-config-update", "#!/usr/bin/env bash\nexit 3\n");
  const { code, err } = dokku(["config:set", "--no-restart", "web", "A=b"]);
  t.equal(code, 0);
  t.match(err, /The variables are stored, but a post-config-update hook failed/);
  t.equal(dokku(["config:get", "web", "A"]).out, "b\n");
  t.end();
});

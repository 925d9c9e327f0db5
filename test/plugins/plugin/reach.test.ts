// slow: plugins are run in namespaces
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import t, { type Test } from "tap";
import { checkout, type Ran, type Root, ran } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const skip = process.getuid?.() !== 0 && "needs root";
const BASH = "#!/usr/bin/env bash\n";
const toml = (more: string) => `[plugin]\ndescription = "x"\nversion = "0.1.0"\n${more}\n[plugin.config]\n`;

/** A root whose apps belong to nobody, as they belong to dokku on a host, with a plugin that declares something. */
function host(t: Test, reaches: string): Root & { readonly asNobody: (...words: string[]) => Ran } {
  const made = somePlugins(t, "plugin", "common");
  made.put("probe/plugin.toml", toml(reaches));
  for (const [file, bash] of Object.entries({
    "post-create": "echo created",
    install: 'id -u >"$DOKKU_LIB_ROOT/data/probe-install"',
    "subcommands/who": "echo \"$(id -u) $(awk '/NoNewPrivs/ {print $2}' /proc/self/status) ${SECRET-none}\"",
    "subcommands/net": "tail -n +3 /proc/net/dev | wc -l",
    "subcommands/write":
      'for place in "$DOKKU_ROOT" "$DOKKU_LIB_ROOT/config/other" "$DOKKU_LIB_ROOT/config/probe" "$DOKKU_LIB_ROOT/data"; do if touch "$place/x" 2>/dev/null; then printf "yes "; else printf "no "; fi; done',
    "subcommands/engine": 'if [[ -S $SOCKET ]]; then echo seen; else echo covered; fi; echo "${DOCKER_HOST-none}"',
  }))
    made.put(`probe/${file}`, `${BASH}${bash}\n`);
  made.put("probe/post-delete.ts", "#!/usr/bin/env hokku\nexport default (args, io) => void io;\n");
  made.put(
    "probe/subcommands/typed.ts",
    '#!/usr/bin/env hokku\nexport default (args, io) => void process.stdout.write(`${process.pid} ${io.env.SECRET ?? "none"}\\n`);\n',
  );
  mkdirSync(join(made.path, "lib/config/other"), { recursive: true });
  mkdirSync(join(made.path, "lib/data"), { recursive: true });
  execFileSync("chown", ["-R", "nobody:nogroup", join(made.path, "home"), join(made.path, "lib")]);
  execFileSync("chmod", ["755", made.path]);
  const env = { ...made.env, DOKKU_SYSTEM_USER: "nobody", DOKKU_SYSTEM_GROUP: "nogroup", SECRET: "of another" };
  const asNobody = (...words: string[]) =>
    ran(join(checkout, "core/dokku"), words, { env: { ...env, SOCKET: "/run/docker.sock" } });
  return { ...made, asNobody };
}

/** Whether this machine lets a user have namespaces, without which a plugin is held to less. */
const spaces =
  spawnSync("setpriv", [
    "--reuid",
    "nobody",
    "--regid",
    "nogroup",
    "--clear-groups",
    "unshare",
    "--user",
    "--map-root-user",
    "--net",
    "--mount",
    "unshare",
    "--user",
    "--map-user=1",
    "true",
  ]).status === 0;

t.test("one that declares nothing is installed and run as ever, without a question", { skip }, async (t) => {
  const { path, asNobody } = host(t, "");
  t.equal(asNobody("plugin:install", join(path, "probe")).code, 0);
  t.notOk(existsSync(join(path, "lib/plugins/.reach/probe")));
  t.equal(asNobody("probe:who").out, "65534 0 of another\n");
  t.equal(readFileSync(join(path, "lib/data/probe-install"), "utf8"), "0\n");
});

t.test("one that declares that it reaches nothing: shown, and held to it", { skip }, async (t) => {
  const { path, asNobody } = host(t, "reaches = []");
  const { code, out, err } = asNobody("plugin:install", join(path, "probe"));
  t.equal(code, 0, err);
  t.match(out, / {7}probe reaches:\n {9}nothing but its own files\n/);
  t.equal(readFileSync(join(path, "lib/data/probe-install"), "utf8"), "65534\n", "its install hook is not root");
  t.equal(asNobody("probe:who").out, "65534 1 none\n", "no sudo, and no variables of others");
  t.match(asNobody("probe:typed"), { code: 0, out: /^\d+ none\n$/, err: "" }, "TypeScript too");
  t.equal(asNobody("probe:engine").out.split("\n")[1], "unix:///dev/null");
  if (!spaces) return;
  t.equal(asNobody("probe:net").out, "1\n", "no network but the loopback");
  t.equal(asNobody("probe:write").out, "no no yes yes ", "no settings of others");
  if (existsSync("/run/docker.sock")) t.match(asNobody("probe:engine").out, /^covered/);
});

t.test("one that reaches some of it, and who is root reaches all", { skip }, async (t) => {
  const some = host(t, 'reaches = ["apps", "engine", "network"]');
  t.match(
    some.asNobody("plugin:install", join(some.path, "probe")).out,
    /apps {5}settings of apps.*\n.*engine {3}Docker: all containers.*\n.*network/,
  );
  t.equal(some.asNobody("probe:write").out, "yes yes yes yes ".replace("yes yes yes", "yes yes no"));
  t.equal(some.asNobody("probe:who").out, "65534 1 none\n");
  const all = host(t, 'reaches = ["root"]');
  t.equal(all.asNobody("plugin:install", "--yes", join(all.path, "probe")).code, 0);
  t.equal(readFileSync(join(all.path, "lib/data/probe-install"), "utf8"), "0\n");
  t.equal(all.asNobody("probe:who").out, "65534 0 none\n");
  t.equal(all.asNobody("plugin:uninstall", "probe").code, 0);
  t.notOk(existsSync(join(all.path, "lib/plugins/.reach/probe")));
});

t.test("the same from the core and from bash; exit codes, words, stdin and stdout pass", { skip }, async (t) => {
  const made = host(t, "reaches = []");
  made.put("probe/docker-args-run", `${BASH}cat; printf '<%s>' "$@"; exit 7\n`);
  execFileSync("chown", ["-R", "nobody:nogroup", join(made.path, "home")]);
  t.equal(made.asNobody("plugin:install", "--skip-install-trigger", join(made.path, "probe")).code, 0);
  const script = 'source "$1" && exec "${@:2}"';
  const env = { ...made.env, DOKKU_SYSTEM_USER: "nobody", DOKKU_SYSTEM_GROUP: "nogroup" };
  const node = [join(checkout, "core/node"), join(checkout, "hooks/from-bash.ts"), "plugn"];
  for (const bus of [[join(checkout, "hooks/plugn"), "trigger"], node]) {
    const words = ["-c", script, "-", join(checkout, "hooks/environment"), ...bus, "docker-args-run", "a b", "*"];
    t.match(ran("bash", words, { env, input: "in " }), { code: 7, out: "in <a b><*>" }, bus.join(" "));
  }
});

t.test("on a terminal it is asked whether that is wanted", { skip }, async (t) => {
  const { path, env, put } = somePlugins(t, "plugin", "common");
  put("probe/commands", `${BASH}exit 10\n`);
  put("probe/plugin.toml", toml('reaches = ["engine"]'));
  const typed = (input: string, ...more: string[]) => {
    const line = [join(checkout, "core/dokku"), "plugin:install", ...more, join(path, "probe")].join(" ");
    return ran("script", ["--quiet", "--return", "--command", line, "/dev/null"], { env: { ...env }, input });
  };
  const no = typed("n\n");
  t.match(no, { code: 1, out: /engine {3}Docker[\s\S]*Install probe\? \[y\/N\] [\s\S]*probe was not installed; --yes installs/ });
  t.notOk(existsSync(join(path, "lib/plugins/available/probe")));
  t.equal(typed("y\n").code, 0);
  t.ok(existsSync(join(path, "lib/plugins/available/probe")));
  const yes = typed("", "--yes", "--name", "other");
  t.equal(yes.code, 0);
  t.notMatch(yes.out, /\[y\/N\]/);
});

/** A plugin in a repository, installed. */
function repository(t: Test, more: string) {
  const made = somePlugins(t, "plugin", "common");
  made.put("greet/subcommands/hello", `${BASH}echo one\n`);
  made.put("greet/plugin.toml", toml(more));
  const git = (...words: string[]) => {
    const who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
    return execFileSync("git", [...who, ...words], { cwd: join(made.path, "greet"), encoding: "utf8" }).trim();
  };
  const commit = (message: string) => [git("add", "--all"), git("commit", "--quiet", "--message", message)];
  git("init", "--quiet");
  commit("first");
  t.equal(made.dokku(["plugin:install", join(made.path, "greet")]).code, 0);
  return { ...made, git, commit };
}

t.test("--plan shows what would come, and changes nothing", { skip }, async (t) => {
  const { dokku, put, git, commit } = repository(t, 'reaches = ["network"]');
  const one = git("rev-parse", "HEAD");
  t.match(dokku(["plugin:update", "--plan"]), { code: 0, out: "-----> greet: nothing new\n" });
  put("greet/subcommands/hello", `${BASH}echo two\n`);
  put("greet/plugin.toml", toml('reaches = ["network", "root"]'));
  commit("It is root now");
  const { code, out } = dokku(["plugin:update", "greet", "--plan"]);
  t.equal(code, 0);
  t.match(
    out,
    /^-----> greet: [0-9a-f]{10} to [0-9a-f]{10}\n {7}[0-9a-f]{7,} It is root now\n {7}It would reach:\n {9}network .*\n {9}root /,
  );
  t.match(JSON.parse(dokku(["plugin:update", "--plan", "--json"]).out), [{ plugin: "greet", from: one, reaches: ["network"] }]);
  t.equal(dokku(["greet:hello"]).out, "one\n");
  t.equal(dokku(["plugin:verify"]).code, 0);
  t.equal(dokku(["plugin:update"]).code, 0);
  t.equal(dokku(["greet:hello"]).out, "two\n");
});

t.test("an update goes back where the new code is none, is for others, or its hook fails", { skip }, async (t) => {
  const { dokku, put, git, commit, path } = repository(t, "");
  const rows: [file: string, text: string, err: RegExp][] = [
    ["plugin.toml", toml('hokku = ">=99"'), /greet needs Hokku >=99.*\n.*greet is as it was/],
    ["plugin.toml", toml('before = ["greet"]'), /greet before greet stand in a circle/],
    ["plugin.toml", "\0", /is no text in UTF-8/],
    ["plugin.toml", '[plugin\nversion = "0.1.0"\n', /plugin.toml.*, line 1: \[plugin wants a \]/],
    ["plugin.toml", "[plugin]\nversion =\n", /plugin.toml.*, line 2: version has no value/],
    [
      "subcommands/hello",
      `${BASH}if true; then echo\n`,
      /something is wrong with subcommands\/hello: bash cannot read it: .*(syntax error|unexpected end)/,
    ],
    [
      "post-create.ts",
      "#!/usr/bin/env hokku\nconst a: string = ;\n",
      /wrong with post-create.ts: Node cannot read it: Expression expected/,
    ],
    ["post-delete", "", /wrong with post-delete: it has no x-bit/],
    ["update", `${BASH}exit 3\n`, /update hook of greet failed: exit code 3\n.*greet is back at/],
  ];
  const one = git("rev-parse", "HEAD");
  for (const [file, text, err] of rows) {
    put(`greet/${file}`, text);
    commit("bad");
    t.match(dokku(["plugin:update", "greet"]), { code: 1, err }, file);
    t.equal(dokku(["greet:hello"]).out, "one\n");
    t.equal(dokku(["plugin:verify"]).out, "greet: as installed\n");
    git("reset", "--quiet", "--hard", one);
  }
  t.same(
    execFileSync("git", ["-C", join(path, "lib/plugins/available/greet"), "branch", "--show-current"], { encoding: "utf8" }),
    "main\n",
  );
});

t.test("a repository with a submodule that does not answer is given up, and nothing is left", { skip }, async (t) => {
  const { dokku, put, git, path } = repository(t, "");
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  t.teardown(() => silent.close());
  await new Promise((resolve) => silent.on("listening", resolve));
  const address = silent.address();
  const port = address && typeof address === "object" ? address.port : 0;
  put("greet/.gitmodules", `[submodule "deep"]\n\tpath = deep\n\turl = git://127.0.0.1:${port}/x\n`);
  git("add", ".gitmodules");
  git("update-index", "--add", "--cacheinfo", `160000,${git("rev-parse", "HEAD")},deep`);
  git("commit", "--quiet", "--message", "deep");
  const env = { HOKKU_PLUGIN_PATIENCE: "2" };
  const err = /git was not done within 2 seconds: the address, or one of its submodules, does not answer/;
  t.match(dokku(["plugin:install", "--name", "second", join(path, "greet")], { env }), { code: 1, err });
  t.notOk(existsSync(join(path, "lib/plugins/available/second")));
  t.match(dokku(["plugin:update", "greet"], { env }), { code: 1, err });
  t.equal(dokku(["greet:hello"]).out, "one\n");
});

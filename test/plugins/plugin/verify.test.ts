import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { checkout, type Root } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const skip = process.getuid?.() !== 0 && "needs root";
const BASH = "#!/usr/bin/env bash\n";

/** A root, and the repository of a plugin in it. */
function host(t: Test): Root & { readonly git: (...words: string[]) => string } {
  const made = somePlugins(t, "plugin", "common");
  made.put("dokku-greet/subcommands/hello", `${BASH}echo hello\n`);
  made.put("dokku-greet/README.md", "greets\n");
  made.put("dokku-greet/install", `${BASH}date >"$PLUGIN_AVAILABLE_PATH/greet/made-by-install"\n`);
  const git = (...words: string[]) => {
    const who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
    return execFileSync("git", [...who, ...words], { cwd: join(made.path, "dokku-greet"), encoding: "utf8" }).trim();
  };
  for (const words of [["init"], ["add", "--all"], ["commit", "--message", "one"]]) git(...words);
  return { ...made, git };
}

t.test("what was installed is written down, and what changes is found", { skip }, async (t) => {
  const { dokku, path, put, git } = host(t);
  t.equal(dokku(["plugin:install", join(path, "dokku-greet")]).code, 0);
  const entry = JSON.parse(readFileSync(join(path, "lib/plugins.lock"), "utf8")).plugins.greet;
  t.match(entry, { url: join(path, "dokku-greet"), commit: git("rev-parse", "HEAD"), tree: /^sha256:[0-9a-f]{64}$/ });
  t.same(dokku(["plugin:verify"]), { code: 0, out: "greet: as installed\n", err: "" });
  const greet = "lib/plugins/available/greet";
  put(`${greet}/subcommands/hello`, `${BASH}echo hullo\n`);
  chmodSync(join(path, greet, "install"), 0o4755);
  put(`${greet}/new file`, "");
  put(`${greet}/.git/hooks/post-checkout`, `${BASH}id\n`);
  symlinkSync("/etc/passwd", join(path, greet, "link"));
  rmSync(join(path, greet, "README.md"));
  execFileSync("mkfifo", [join(path, greet, "pipe")]);
  t.same(dokku(["plugin:verify", "greet"]), {
    code: 1,
    out: `greet: differs
  changed install
  changed subcommands/hello
  added .git/hooks/post-checkout
  added link
  added new file
  added pipe
  missing README.md
`,
    err: "",
  });
  const { code, out } = dokku(["plugin:verify", "--json"]);
  t.equal(code, 1);
  t.match(JSON.parse(out), [{ plugin: "greet", state: "differs", changed: ["install", "subcommands/hello"] }]);
  t.equal(dokku(["plugin:uninstall", "greet"]).code, 0);
  t.same(dokku(["plugin:verify"]), { code: 0, out: "", err: "" }, "what was removed is forgotten");
});

t.test("an update is written down; a commit that somebody has checked out is found", { skip }, async (t) => {
  const { dokku, path, put, git } = host(t);
  t.equal(dokku(["plugin:install", join(path, "dokku-greet")]).code, 0);
  const one = git("rev-parse", "HEAD");
  put("dokku-greet/subcommands/hello", `${BASH}echo two\n`);
  git("commit", "--all", "--message", "two");
  t.equal(dokku(["plugin:update", "greet"]).code, 0);
  t.equal(dokku(["plugin:verify"]).code, 0);
  execFileSync("git", ["-C", join(path, "lib/plugins/available/greet"), "checkout", "--quiet", one]);
  const { code, out } = dokku(["plugin:verify"]);
  t.equal(code, 1);
  t.match(out, `its commit is ${one}, and was ${git("rev-parse", "HEAD")}\n  changed subcommands/hello\n`);
  rmSync(join(path, "lib/plugins/available/greet"), { recursive: true });
  t.match(dokku(["plugin:verify"]), { code: 1, out: /it is gone, and plugin:uninstall did not remove it/ });
});

t.test("plugins that nobody has written down, and those that are linked, are named and no difference", { skip }, async (t) => {
  const { dokku, path, put } = host(t);
  put("lib/plugins/available/older/commands", `${BASH}exit 10\n`);
  put("lib/plugins/enabled/folder/commands", `${BASH}exit 10\n`);
  t.equal(dokku(["plugin:link", join(path, "dokku-greet")]).code, 0);
  t.same(dokku(["plugin:verify"]), {
    code: 0,
    out: "folder: not in plugins.lock\ngreet: linked\nolder: not in plugins.lock\n",
    err: "",
  });
  t.match(dokku(["plugin:verify", "nobody"]), { code: 1, err: /Plugin nobody does not exist/ });
  t.match(dokku(["plugin:verify", "../x"]), { code: 1, err: /cannot be the name/ });
});

t.test("a lock file that somebody has edited or broken is named; nothing else is disturbed", { skip }, async (t) => {
  const { dokku, path, put } = host(t);
  for (const name of ["greet", "other"]) dokku(["plugin:install", "--name", name, join(path, "dokku-greet")]);
  const file = join(path, "lib/plugins.lock");
  const whole = readFileSync(file, "utf8");
  const edited = (change: (entry: Record<string, unknown>) => unknown) => {
    const lock = JSON.parse(whole);
    lock.plugins.greet = change(lock.plugins.greet);
    return JSON.stringify(lock);
  };
  const rows: [text: string, out: RegExp, err: RegExp][] = [
    [
      edited((entry) => ({ ...entry, commit: "f".repeat(40) })),
      /^greet: differs\n {2}its entry .*edited by hand\nother: as inst/,
      /^$/,
    ],
    [edited((entry) => ({ ...entry, files: {} })), /edited by hand\nother: as installed/, /^$/],
    [edited(() => null), /^greet: differs\n {2}its entry [^\0]*other: as installed/, /^$/],
    [edited(() => "text"), /edited by hand\nother: as installed/, /^$/],
    [
      whole.slice(0, 500),
      /^greet: not in plugins.lock\nother: not in plugins.lock\n$/,
      /plugins.lock tells nothing: it cannot be read/,
    ],
    ["\0\x01\xff", /not in plugins.lock/, /cannot be read/],
    ['{"name": "hokku"}', /not in plugins.lock/, /cannot be read/],
    ['{"version": 7, "plugins": {}}', /not in plugins.lock/, /it says version 7/],
  ];
  for (const [text, out, err] of rows) {
    put("lib/plugins.lock", text);
    t.match(dokku(["plugin:verify"]), { out, err }, text.slice(0, 60));
    t.equal(readFileSync(file, "utf8"), text, "looking repairs nothing");
  }
  t.match(dokku(["plugin:update", "greet"]), { code: 0, err: /of another Hokku, version 7; it was left as it is/ });
  t.equal(readFileSync(file, "utf8"), '{"version": 7, "plugins": {}}');
  put("lib/plugins.lock", "{");
  t.match(dokku(["plugin:update", "greet"]), { code: 0, err: /set aside as plugins.lock.damaged/ });
  t.equal(dokku(["plugin:verify", "greet"]).code, 0);
});

t.test("several installs at once are all written down; of one name, one wins", { skip }, async (t) => {
  const { dokku, path, env } = host(t);
  const install = async (name: string) => {
    const words = ["plugin:install", "--skip-install-trigger", "--name", name, join(path, "dokku-greet")];
    const child = spawn(join(checkout, "core/dokku"), words, { env, stdio: ["ignore", "ignore", "pipe"] });
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    const [code] = await once(child, "close");
    return { code, err };
  };
  const ends = await Promise.all(["a", "b", "c", "same", "same", "same"].map(install));
  t.equal(ends.filter(({ code }) => code === 0).length, 4);
  for (const { code, err } of ends) if (code) t.match(err, /There is a plugin same already/);
  t.same(dokku(["plugin:verify"]).out, "a: as installed\nb: as installed\nc: as installed\nsame: as installed\n");
  t.same(readdirSync(join(path, "lib/plugins/available")).sort(), ["a", "b", "c", "same"]);
});

t.test("the commands that Hokku writes for a service are no change, until somebody changes one", { skip }, async (t) => {
  const { dokku, path, put } = somePlugins(t, "plugin", "common", "service", "apps", "config", "docker-options", "cron");
  put("cellar/service.ts", readFileSync(join(checkout, "docs/examples/redis/service.ts"), "utf8"));
  put("cellar/plugin.toml", '[plugin]\ndescription = "keeps"\nversion = "1"\n[plugin.config]\n');
  for (const words of [
    ["init", "-q"],
    ["add", "-A"],
    ["-c", "user.name=t", "-c", "user.email=t@x", "commit", "-qm", "one"],
  ])
    execFileSync("git", words, { cwd: join(path, "cellar") });
  const installed = dokku(["plugin:install", join(path, "cellar")]);
  t.equal(installed.code, 0, installed.err);
  const room = join(path, "lib/plugins/available/cellar/subcommands");
  t.ok(readdirSync(room).includes("create.ts"));
  t.equal(dokku(["plugin:verify", "cellar"]).out, "cellar: as installed\n");
  for (const file of ["create.ts", ".gitignore"]) rmSync(join(room, file));
  t.equal(dokku(["plugin:verify", "cellar"]).out, "cellar: as installed\n", "another Hokku may have fewer");
  const changed = `${readFileSync(join(room, "list.ts"), "utf8")}console.log(process.env);\n`;
  put("lib/plugins/available/cellar/subcommands/list.ts", changed);
  t.match(dokku(["plugin:verify", "cellar"]), { code: 1, out: "cellar: differs\n  added subcommands/list.ts\n" });
});

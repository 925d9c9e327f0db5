// slow: each new plugin runs its own tests
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "glob";
import t from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { checkout, ran } from "../../lib/root.ts";

const isRoot = process.getuid?.() === 0;

/** A folder to stand in, and the environment of somebody who has no host. */
function desk(t: Parameters<typeof testRoot>[0]) {
  const { path, put } = testRoot(t, { plugins: false, programs: false });
  const env = { PATH: process.env.PATH ?? "", HOME: path, DOKKU_ROOT: join(path, "none"), DOKKU_LIB_ROOT: join(path, "nowhere") };
  mkdirSync(join(path, "desk"));
  const cwd = join(path, "desk");
  return { path, put, cwd, env, dokku: (...words: string[]) => ran(join(checkout, "core/dokku"), words, { env, cwd }) };
}

/** Every file of a plugin, but for what `node_modules` links to. */
const filesOf = (folder: string): string[] =>
  globSync("**/*", { cwd: folder, dot: true, nodir: true, posix: true, ignore: "node_modules/**" }).sort();

t.test("a plugin in TypeScript: it passes its own tests, and its types are known", async (t) => {
  const { dokku, cwd, env } = desk(t);
  const made = dokku("plugin:new", "dokku-my-motto");
  const folder = join(cwd, "dokku-my-motto");
  t.match(made, { code: 0, out: new RegExp(`^-----> Made ${folder}\\n[^]*dokku my-motto:hello <app>\\n$`), err: "" });
  t.same(filesOf(folder), [
    ".github/workflows/test.yml",
    ".gitignore",
    "LICENSE",
    "README.md",
    "lib/report.ts",
    "lib/settings.ts",
    "package.json",
    "plugin.toml",
    "post-deploy.ts",
    "report.ts",
    "subcommands/hello.ts",
    "subcommands/report.ts",
    "subcommands/set.ts",
    "test/plugin.test.ts",
    "tsconfig.json",
  ]);
  for (const file of filesOf(folder)) t.notMatch(readFileSync(join(folder, file), "utf8"), /\b(greet|YEAR|AUTHOR)\b/, file);
  const tested = ran(process.execPath, ["--test"], { env, cwd: folder });
  t.equal(tested.code, 0, tested.out);
  t.match(tested.out, /pass 3/);
  t.same(ran(join(checkout, "node_modules/.bin/tsc"), ["-p", "."], { env, cwd: folder }), { code: 0, out: "", err: "" });
});

t.test("a plugin in bash passes its own tests", async (t) => {
  const { dokku, cwd, env } = desk(t);
  t.equal(dokku("plugin:new", "shout", "--bash").code, 0);
  const tested = ran("bats", ["--formatter", "tap", "test"], { env, cwd: join(cwd, "shout") });
  t.equal(tested.code, 0, tested.out);
  t.match(tested.out, /^1\.\.3\nok 1 /);
  const bash = filesOf(join(cwd, "shout")).filter((file) => /^(subcommands\/|report|post-)/.test(file));
  t.same(ran("shellcheck", ["-s", "bash", ...bash], { env, cwd: join(cwd, "shout") }), { code: 0, out: "", err: "" });
});

t.test("names that are taken or lead elsewhere, and folders that are not to be written to", async (t) => {
  const { dokku, cwd, path } = desk(t);
  mkdirSync(join(cwd, "there"));
  symlinkSync("/nowhere", join(cwd, "dangling"));
  const rows: [string, number, RegExp][] = [
    ["config", 1, /There is a plugin config already in Hokku itself/],
    ["dokku-config", 1, /There is a plugin config already/],
    ["plugins", 1, /a command of former times, which stands for plugin:list/],
    ["there", 1, /there is there already/],
    ["dangling", 1, /dangling is there already/],
    ["../x", 1, /leads elsewhere/],
    ["/tmp/x", 1, /leads elsewhere/],
    ["..", 1, /cannot be the name of a plugin: use letters/],
    ["enabled", 1, /cannot be the name/],
    ["a b", 1, /cannot be the name/],
    ["", 2, /<name> is missing/],
  ];
  for (const [name, code, err] of rows) t.match(dokku("plugin:new", name), { code, err }, name);
  t.same(readdirSync(cwd).sort(), ["dangling", "there"]);
  const host = testRoot(t, { plugins: ["plugin", "common"] });
  host.put("lib/plugins/enabled/greet/commands", "#!/bin/sh\n");
  const on = (folder: string, name: string) =>
    ran(join(checkout, "core/dokku"), ["plugin:new", name], { env: { ...host.env }, cwd: folder });
  t.match(on(path, "greet"), { code: 1, err: /There is a plugin greet already; choose/ });
  for (const inside of ["home", "lib/data"])
    t.match(on(join(host.path, inside), "free"), { code: 1, err: /belongs to the host/ }, inside);
  t.equal(on(path, "free").code, 0);
});

t.test("one of several at once makes it, and what was interrupted goes", async (t) => {
  const { cwd, env, path, put } = desk(t);
  put("desk/.race.new-999999999/half", "");
  put(`desk/.race.new-${process.pid}/half`, "");
  const many = 'for i in 1 2 3 4; do "$0" plugin:new race & done; wait';
  const { out, err } = ran("bash", ["-c", many, join(checkout, "core/dokku")], { env, cwd });
  t.equal(out.match(/-----> Made/g)?.length, 1, out);
  t.equal(err.match(/is there already; choose/g)?.length, 3, err);
  t.same(readdirSync(cwd), [`.race.new-${process.pid}`, "race"], "one that may be running stays");
  t.ok(existsSync(join(path, "desk/race/plugin.toml")));
});

t.test("anybody may, with or without a host", { skip: !isRoot && "needs root" }, async (t) => {
  const { cwd, env } = desk(t);
  const host = testRoot(t);
  const nobody = ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"];
  ran("chmod", ["777", cwd, join(cwd, ".."), host.path], { env });
  const as = (more: Record<string, string>, name: string) =>
    ran("setpriv", [...nobody, join(checkout, "core/dokku"), "plugin:new", name], { env: { ...env, ...more }, cwd });
  t.match(as({}, "without"), { code: 0, err: "" });
  t.match(as({ ...host.env, PATH: env.PATH }, "with"), { code: 0, err: "" });
  t.match(ran("stat", ["-c", "%U", "with", "without/plugin.toml"], { env, cwd }).out, "nobody\nnobody\n");
});

// slow: plugins are fetched and installed
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { pluginName } from "../../../plugins/common/lib/plugin-list.ts";
import { sourceOf, validName } from "../../../plugins/plugin/lib/source.ts";
import { checkout, type Root, ran } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const isRoot = process.getuid?.() === 0;

const TYPED = `#!/usr/bin/env hokku
import { command } from "hokku";
export default command({ name: "greet:typed", summary: "", run: () => "typed" });
`;

/** A plugin that says when it runs, in a repository of its own. */
function repository({ put, path }: Root, name: string): (...words: string[]) => string {
  const folder = join(path, name);
  for (const hook of ["install", "dependencies", "update", "uninstall", "post-create"]) {
    put(`${name}/${hook}`, `#!/usr/bin/env bash\necho "${hook} $*"\n`);
  }
  put(`${name}/subcommands/hello`, "#!/usr/bin/env bash\necho hello\n");
  put(`${name}/plugin.toml`, '[plugin]\ndescription = "greets"\nversion = "1.2"\n[plugin.config]\n');
  const git = (...words: string[]) => {
    const who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
    return execFileSync("git", [...who, ...words], { cwd: folder, encoding: "utf8" }).trim();
  };
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "one");
  return git;
}

t.test("a plugin of ours that gives way is replaced by another of its name, and is back when that goes", async (t) => {
  const made = somePlugins(t, "plugin", "apps", "common", "letsencrypt");
  const { dokku, path } = made;
  for (const name of ["apps", "letsencrypt"])
    for (const tree of ["available", "enabled"]) {
      mkdirSync(join(path, "lib/plugins", tree), { recursive: true });
      symlinkSync(join(path, "lib/core-plugins", tree, name), join(path, "lib/plugins", tree, name));
    }
  dokku(["apps:create", "web"]);
  repository(made, "dokku-letsencrypt");
  repository(made, "dokku-apps");
  t.equal(dokku(["letsencrypt:active", "web"]).out, "false\n");
  t.match(dokku(["plugin:install", join(path, "dokku-apps")]), { code: 1, err: /apps is a plugin of Hokku itself/ });
  t.equal(dokku(["plugin:install", join(path, "dokku-letsencrypt")]).code, 0);
  t.equal(dokku(["letsencrypt:hello"]).out, "hello\n");
  t.match(dokku(["plugin:install", join(path, "dokku-letsencrypt")]), { code: 1, err: /There is a plugin letsencrypt already/ });
  t.equal(dokku(["plugin:uninstall", "letsencrypt"]).code, 0);
  t.equal(dokku(["letsencrypt:active", "web"]).out, "false\n");
  t.equal(readlinkSync(join(path, "lib/plugins/enabled/letsencrypt")), join(path, "lib/core-plugins/enabled/letsencrypt"));
});

t.test("addresses and names", async (t) => {
  const names: [string, string][] = [
    ["https://github.com/dokku/dokku-redis.git", "redis"],
    ["https://github.com/dokku/dokku-redis", "redis"],
    ["git@github.com:dokku/dokku-redis.git", "redis"],
    ["ssh://git@example.com/x/acl.git/", "acl"],
    ["file:///tmp/dokku-greet", "greet"],
    ["/root/dokku-greet.tar.gz", "greet"],
    ["https://example.com/greet.tgz?token=1", "greet"],
  ];
  for (const [address, name] of names) t.equal(pluginName(address), name, address);
  t.same(sourceOf("https://x/y.git", "/"), { kind: "git", from: "https://x/y.git" });
  t.same(sourceOf("git@x:y", "/"), { kind: "git", from: "git@x:y" });
  t.same(sourceOf("https://x/y.tar.gz", "/"), { kind: "archive", from: "https://x/y.tar.gz" });
  for (const bad of ["nonsense", "ftp://x/y", "--upload-pack=x", "ext::sh -c id", "/nonexistent/x", "file:///nonexistent"])
    t.throws(() => sourceOf(bad, "/"), bad);
  for (const bad of ["", "..", "a/b", "1.0", "a b", "-x", "$(id)", "enabled", "x".repeat(101)])
    t.throws(() => validName(bad), bad);
});

t.test("list", async (t) => {
  const { dokku, put, path } = somePlugins(t, "plugin", "apps", "common");
  put("lib/plugins/available/greet/subcommands/hello", "#!/bin/sh\n");
  symlinkSync("/nowhere", join(path, "lib/plugins/available/gone"));
  t.equal(
    dokku(["plugin:list"]).out,
    `  apps                 0.1.0 enabled    Manage apps: make, rename, copy, lock and destroy them
  common               0.1.0 enabled    What all plugins share
  greet                - disabled
  plugin               0.1.0 enabled    Installs, updates, switches and removes plugins
`,
  );
  const greet = JSON.parse(dokku(["plugin:list", "--format", "json"]).out).find(({ name }: { name: string }) => name === "greet");
  const expected = { name: "greet", version: "", enabled: false, core: false, description: "" };
  t.same(greet, { ...expected, source_url: "", committish: "", branch: "" });
});

t.test("from a repository: install, update, switch, uninstall", { skip: !isRoot && "needs root" }, async (t) => {
  const made = somePlugins(t, "plugin", "common");
  const { dokku, path, put } = made;
  const git = repository(made, "dokku-greet");
  const link = join(path, "lib/plugins/enabled/greet");
  const { code, out } = dokku(["plugin:install", `file://${path}/dokku-greet`]);
  t.equal(code, 0);
  t.match(out, /^-----> Cloning plugin repo file:.*greet\n-----> Plugin greet enabled\ndependencies \ninstall \n$/);
  t.equal(readlinkSync(link), "../available/greet");
  t.equal(dokku(["greet:hello"]).out, "hello\n");
  t.match(dokku(["plugin:list"]).out, / {2}greet {16}1\.2 enabled {4}greets\n/);
  t.equal(dokku(["plugin:installed", "greet"]).code, 0);
  t.equal(dokku(["plugin:installed", "nope"]).code, 1);
  t.match(dokku(["plugin:install", join(path, "dokku-greet")]), { code: 1, err: /There is a plugin greet already/ });
  put("dokku-greet/subcommands/hello", "#!/usr/bin/env bash\necho second\n");
  git("commit", "--quiet", "--all", "--message", "two");
  t.match(dokku(["plugin:update"]), { code: 0, out: /-----> Updating greet\nupdate \n/ });
  t.equal(dokku(["greet:hello"]).out, "second\n");
  t.match(dokku(["plugin:update", "greet", git("rev-parse", "HEAD~1")]), { code: 0 });
  t.equal(dokku(["greet:hello"]).out, "hello\n");
  t.match(dokku(["plugin:update", "greet"]), { code: 0, err: /fixed commit/ });
  t.match(dokku(["plugin:update", "greet", "nope"]), { code: 1, err: /greet is as it was/ });
  t.match(dokku(["plugin:update", "nope"]), { code: 1, err: /Specified plugin not enabled or installed/ });
  t.match(dokku(["plugin:update", "https://a.b/c.git"]), { code: 1, err: /Invalid plugin name specified/ });
  t.match(dokku(["plugin:update", "common"]), { code: 1, err: /please update Dokku instead/ });
  t.match(dokku(["plugin:list", "--format", "nonsense"]), { code: 1, err: /Invalid output format/ });
  t.match(dokku(["plugin:list", "--format", "json"]), { code: 0, out: /^\[\{"name"/ });
  t.equal(dokku(["plugin:update", "greet", "--", "--exec=id"]).code, 1);
  t.equal(dokku(["plugin:trigger", "post-create", "a b", "--flag"]).out, "post-create a b --flag\n");
  t.equal(dokku(["plugin:trigger", "../install"]).code, 2);
  t.equal(dokku(["plugin:disable", "greet"]).out, "-----> Plugin greet disabled\n");
  t.notOk(lstatSync(link, { throwIfNoEntry: false }));
  t.equal(dokku(["greet:hello"]).code, 1);
  t.equal(dokku(["plugin:disable", "greet"]).code, 1);
  t.equal(dokku(["plugin:enable", "greet"]).code, 0);
  t.equal(dokku(["plugin:enable", "greet"]).code, 1);
  t.equal(dokku(["plugin:install"]).out, "install \n");
  t.equal(dokku(["plugin:install", "--core"]).out, "");
  t.equal(dokku(["plugin:install-dependencies"]).out, "dependencies \n");
  t.equal(dokku(["plugin:uninstall", "greet"]).out, "uninstall greet\n-----> Plugin greet uninstalled\n");
  t.same(readdirSync(join(path, "lib/plugins/available")), []);
  t.match(dokku(["plugin:uninstall", "common"]), { code: 1, err: /belongs to Hokku itself/ });
  t.equal(dokku(["plugin:uninstall", "../../config"]).code, 1);
});

t.test("other sources, names and versions", { skip: !isRoot && "needs root" }, async (t) => {
  const made = somePlugins(t, "plugin", "common");
  const { dokku, path, put } = made;
  const git = repository(made, "dokku-greet");
  git("tag", "v1");
  put("dokku-greet/subcommands/hello", "#!/usr/bin/env bash\necho second\n");
  git("commit", "--quiet", "--all", "--message", "two");
  execFileSync("tar", ["-czf", join(path, "dokku-packed.tar.gz"), "--exclude=.git", "-C", path, "dokku-greet"]);
  put("plain/commands", "#!/usr/bin/env bash\nexit 10\n");
  t.equal(dokku(["plugin:install", join(path, "dokku-packed.tar.gz")]).code, 0);
  t.equal(dokku(["packed:hello"]).out, "second\n");
  t.match(dokku(["plugin:update", "packed"]), { err: /did not come by git/ });
  t.equal(dokku(["plugin:install", join(path, "plain")]).code, 0);
  t.equal(
    dokku(["plugin:install", "--committish", "v1", "--name", "older", "--skip-install-trigger", join(path, "dokku-greet")]).code,
    0,
  );
  t.equal(dokku(["older:hello"]).out, "hello\n");
  t.equal(dokku(["plugin:install", join(path, "plain"), "by-word"]).code, 0, "its name can be a word, as clients say it");
  t.equal(dokku(["plugin:installed", "by-word"]).code, 0);
  mkdirSync(join(path, "empty"));
  put("empty/README", "nothing");
  put("broken.tar.gz", "not an archive");
  put("many/commands", "#!/usr/bin/env bash\nexit 10\n");
  put("many/Vagrantfile", "no hook");
  t.same(dokku(["plugin:install", "--skip-install-trigger", join(path, "many")]).err.match(/not executable/), null);
  const rows: [string[], number, RegExp][] = [
    [["nonsense"], 1, /no address of a plugin/],
    [[join(path, "empty")], 1, /has no executable/],
    [[join(path, "broken.tar.gz")], 1, /could not be unpacked/],
    [["https://127.0.0.1:1/x.git"], 1, /could not be cloned/],
    [["http://127.0.0.1:65001/x.tgz"], 1, /could not be downloaded: .*ECONNREFUSED/],
    [["--committish", "nope", "--name", "third", join(path, "dokku-greet")], 1, /has no nope/],
    [["--name", "../x", join(path, "dokku-greet")], 1, /cannot be the name/],
    [["--name", "x"], 2, /need an address/],
    [["--bogus"], 2, /Unknown option/],
    [[join(path, "plain"), "b", "c"], 2, /too many/],
    [["a", "b", "c"], 1, /Please retry with valid arguments/],
    [["a", "--bogus"], 1, /Please retry with valid arguments/],
    [["http://127.0.0.1:1/x"], 1, /unencrypted.*use https.* Please retry with valid arguments/],
    [["/path/to/none"], 1, /does not exist\. Please retry with valid arguments/],
  ];
  for (const [words, code, err] of rows) t.match(dokku(["plugin:install", ...words]), { code, err }, words.join(" "));
  put("common/commands", "#!/bin/sh\n");
  t.match(dokku(["plugin:install", join(path, "common")]), { code: 1, err: /plugin of Hokku itself/ });
  symlinkSync("../../core-plugins/available/common", join(path, "lib/plugins/available/common"));
  t.match(dokku(["plugin:install", "--name", "common", join(path, "common")]), { code: 1, err: /say --name other-common/ });
  t.same(
    readdirSync(join(path, "lib/plugins/available")).sort(),
    ["by-word", "common", "many", "older", "packed", "plain"],
    "nothing half done is left",
  );
});

t.test("a plugin that cannot be set up is disabled; the others are set up", { skip: !isRoot && "needs root" }, async (t) => {
  const made = somePlugins(t, "plugin", "common");
  const { dokku, path, put } = made;
  put("lib/plugins/enabled/zebra/install", "#!/usr/bin/env bash\necho zebra\n");
  put("bad/install", "#!/usr/bin/env bash\nexit 3\n");
  const { code, out, err } = dokku(["plugin:install", join(path, "bad")]);
  t.equal(code, 1);
  t.match(out, /zebra\n$/);
  t.match(err, /install hook of bad failed: exit code 3\n.*bad could not be set up and is disabled/s);
  t.notOk(existsSync(join(path, "lib/plugins/enabled/bad")));
  put("lib/plugins/enabled/bad2/install", "#!/usr/bin/env bash\nexit 3\n");
  put("good/install", "#!/usr/bin/env bash\necho good\n");
  t.match(dokku(["plugin:install", join(path, "good")]), { code: 1, out: /good\nzebra\n$/, err: /plugins failed: bad2/ });
  t.ok(existsSync(join(path, "lib/plugins/enabled/good")), "another's failure does not disable it");
});

t.test("a plugin that was cloned by hand is one like the others", async (t) => {
  const r = somePlugins(t, "plugin", "apps", "common");
  r.put("lib/plugins/greet/subcommands/hello", "#!/bin/sh\necho hello\n");
  symlinkSync(join(r.path, "lib/core-plugins/enabled/common"), join(r.path, "lib/plugins/common"));
  t.equal(r.dokku(["greet:hello"]).out, "hello\n");
  t.match(r.dokku(["plugin:list"]).out, /greet +- enabled/);
  t.match(r.dokku(["plugin:enable", "greet"]), { code: 1, err: /already enabled/ });
  t.match(r.dokku(["plugin:disable", "greet"]), { code: 0, out: /greet disabled/ });
  t.equal(r.dokku(["greet:hello"]).code, 1);
  t.match(r.dokku(["plugin:enable", "greet"]), { code: 0 });
  t.equal(r.dokku(["greet:hello"]).out, "hello\n");
  r.put("lib/plugins/other/subcommands/hello", "#!/bin/sh\necho other\n");
  t.match(r.dokku(["plugin:uninstall", "other"]), { code: 0, out: /other uninstalled/ });
  t.notOk(existsSync(join(r.path, "lib/plugins/other")));
  t.match(r.dokku(["plugin:uninstall", "common"]), { code: 1, err: /belongs to Hokku itself/ });
  for (const tree of ["available", "enabled"])
    symlinkSync(join(r.path, "lib/core-plugins", tree, "common"), join(r.path, "lib/plugins", tree, "common")); // as the installer does
  for (const command of ["plugin:uninstall", "plugin:disable"])
    t.match(r.dokku([command, "common"]), { code: 1, err: /belongs to Hokku itself/ }, command);
  t.ok(existsSync(join(r.path, "lib/plugins/enabled/common/plugin.toml")));
});

t.test("link: a plugin runs from the folder in which it is written", { skip: !isRoot && "needs root" }, async (t) => {
  const made = somePlugins(t, "plugin", "common");
  const { dokku, path, put } = made;
  const git = repository(made, "dokku-greet");
  const folder = join(path, "dokku-greet");
  put("dokku-greet/subcommands/typed.ts", TYPED);
  put("other/dokku-greet/commands", "#!/bin/sh\n");
  put("empty/README.md", "nothing\n");
  const linked = dokku(["plugin:link", folder]);
  t.same(linked, {
    code: 0,
    out: `       ${folder}/node_modules/hokku leads to the Hokku of this host\n-----> Plugin greet is linked to ${folder}\ndependencies \ninstall \n`,
    err: "",
  });
  t.equal(dokku(["greet:hello"]).out, "hello\n");
  put("dokku-greet/subcommands/hello", "#!/usr/bin/env bash\necho changed\n");
  t.equal(dokku(["greet:hello"]).out, "changed\n", "what is changed counts at once");
  t.equal(dokku(["greet:typed"]).out, "typed\n", "and TypeScript finds hokku");
  t.equal(dokku(["plugin:link", folder]).out, `-----> Plugin greet is linked to ${folder}\ndependencies \ninstall \n`, "again");
  t.match(dokku(["plugin:update", "greet"]), { code: 0, err: /greet is linked to .*dokku-greet, whose owner changes it/ });
  t.match(git("status", "--porcelain"), /M subcommands\/hello/, "and nothing was checked out over it");
  const rows: [string[], RegExp][] = [
    [[join(path, "other/dokku-greet")], /There is a plugin greet already/],
    [[join(path, "nowhere")], /nowhere is no folder/],
    [[join(path, "empty")], /empty is no plugin/],
    [["--name", "../x", folder], /cannot be the name/],
  ];
  for (const [words, err] of rows) t.match(dokku(["plugin:link", ...words]), { code: 1, err }, words.join(" "));
  put("common/commands", "#!/bin/sh\n");
  t.match(dokku(["plugin:link", join(path, "common")]), { code: 1, err: /is a plugin of Hokku itself/ });
  t.equal(dokku(["plugin:uninstall", "greet"]).code, 0);
  t.same(readdirSync(join(path, "lib/plugins/available")), []);
  t.same(readdirSync(join(path, "lib/plugins/enabled")), []);
  t.match(
    git("status", "--porcelain", "--ignored"),
    /^M subcommands\/hello\n\?\? node_modules\/\n\?\? subcommands\/typed.ts$/m,
    "the folder is as it was",
  );
});

t.test("link: a folder that is closed to the user who owns the apps is refused", { skip: !isRoot && "needs root" }, async (t) => {
  const { path, put, env } = somePlugins(t, "plugin", "common");
  put("closed/greet/subcommands/hello", "#!/usr/bin/env bash\necho hello\n");
  execFileSync("chown", ["-R", "nobody:nogroup", join(path, "home"), join(path, "lib/plugins"), join(path, "lib/config")]);
  execFileSync("chmod", ["711", path]);
  execFileSync("chmod", ["700", join(path, "closed")]);
  const owner = { ...env, DOKKU_SYSTEM_USER: "nobody", DOKKU_SYSTEM_GROUP: "nogroup" };
  const link = () => ran(join(checkout, "core/dokku"), ["plugin:link", join(path, "closed/greet")], { env: owner });
  t.match(link(), { code: 1, err: /The user nobody cannot read .*closed\/greet; let everybody pass/ });
  t.notOk(existsSync(join(path, "lib/plugins/enabled/greet")));
  execFileSync("chmod", ["755", join(path, "closed")]);
  t.match(link(), { code: 0, out: /Plugin greet is linked/ });
});

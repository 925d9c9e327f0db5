import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { fire } from "../../e2e/apps.ts";
import { checkout, ran } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const plugins = ["apps", "config", "common"];

t.test("create, list, exists, report, destroy", async (t) => {
  const { dokku, path } = somePlugins(t, ...plugins);
  t.same(dokku(["apps:create", "web"]), { code: 0, out: "-----> Creating web...\n", err: "" });
  t.ok(existsSync(join(path, "lib/data/apps/web")), "before root could make it");
  t.equal(dokku(["apps:create", "api"]).code, 0);
  t.equal(dokku(["apps:list"]).out, "=====> My Apps\napi\nweb\n");
  t.equal(dokku(["apps"]).out, "=====> My Apps\napi\nweb\n");
  t.equal(dokku(["--quiet", "apps:list"]).out, "api\nweb\n");
  t.same(JSON.parse(dokku(["apps:list", "--format", "json"]).out), ["api", "web"]);
  t.equal(dokku(["apps:exists", "web"]).code, 0);
  t.equal(dokku(["apps:exists", "nope"]).code, 20);
  t.match(dokku(["apps:create", "web"]), { code: 1, err: /Name is already taken/ });
  t.equal(dokku(["apps:report", "web", "--app-dir"]).out, `${path}/home/web\n`);
  t.match(dokku(["apps:report", "--app-locked"]).out, /^false\nfalse\n$/);
  t.match(dokku(["apps:report", "web"]).out, /^=====> web app information\n {7}App created at: {18}\d{10}\n/);
  const json = JSON.parse(dokku(["apps:report", "web", "--format", "json"]).out);
  t.equal(json["app-dir"], json.dir, "with and without the prefix");
  t.match(dokku(["apps:report", "web", "--nope"]), { code: 1, err: /valid flags: --app-created-at, / });
  t.equal(dokku(["apps:report", "nope"]).code, 20);
  t.equal(dokku(["--force", "apps:destroy", "web"]).out, "-----> Destroying web (including all add-ons)\n");
  t.same(readdirSync(join(path, "home")), ["api"]);
});

t.test("names that no app can have", async (t) => {
  const { dokku, path } = somePlugins(t, ...plugins);
  const rows: [string, number][] = [
    ["..", 1],
    [".", 1],
    ["a/b", 1],
    ["../../etc", 1],
    ["Upper", 1],
    ["a".repeat(300), 1],
    ["", 2],
    ["-x", 2],
    ["a b", 1],
    ["$(id)", 1],
    ["a\nb", 1],
    ["tls", 1],
    ["a..b", 1],
    ["a_b", 1],
  ];
  for (const [name, code] of rows) {
    for (const command of ["apps:create", "apps:clone"]) {
      const words = command === "apps:create" ? [command, name] : [command, "--skip-deploy", "--", "web", name];
      if (command === "apps:clone") mkdirSync(join(path, "home/web"), { recursive: true });
      const { code: got, err } = dokku(words);
      t.ok(
        got === code || (command === "apps:clone" && got > 0),
        `${words.slice(0, -1)} ${JSON.stringify(name.slice(0, 20))}: ${got}`,
      );
      t.match(err, / ! {5}\S/);
    }
  }
  t.same(readdirSync(join(path, "home")), ["web"], "nothing was made");
  t.match(dokku(["apps:create"]), { code: 2, err: /<app> is missing/ });
  t.match(dokku(["apps:create", "a", "b"]), { code: 2, err: /too many arguments/ });
  t.match(dokku(["apps:create", "--bogus", "a"]), { code: 2, err: /Unknown option '--bogus'/ });
});

t.test("destroying needs the name, typed, or --force", async (t) => {
  const { dokku, path } = somePlugins(t, ...plugins);
  const rows: [string, string, Record<string, string>, boolean][] = [
    ["closed stdin", "", {}, false],
    ["another name", "wep\n", {}, false],
    ["yes", "yes\n", {}, false],
    ["the name", "web\n", {}, true],
    ["the name without a newline", "web", {}, true],
    ["the variable", "", { DOKKU_APPS_FORCE_DELETE: "1" }, true],
  ];
  for (const [what, input, env, gone] of rows) {
    dokku(["apps:create", "web"]);
    const { code } = dokku(["apps:destroy", "web"], { input, env });
    t.same([code === 0, !existsSync(join(path, "home/web"))], [gone, gone], what);
  }
  dokku(["apps:create", "web"]);
  t.equal(dokku(["apps:destroy", "--force", "web"]).code, 0);
  t.equal(dokku(["apps:destroy", "web"]).code, 20);
});

t.test("hooks of destroying: in order, and the folder goes last", async (t) => {
  const { dokku, path, put } = somePlugins(t, ...plugins);
  for (const name of ["pre-delete", "scheduler-stop", "scheduler-post-delete", "post-delete"]) {
    put(`lib/plugins/enabled/spy/${name}`, `#!/usr/bin/env bash\ntest -d "$DOKKU_ROOT/web" && echo "${name} $*"\n`);
  }
  dokku(["apps:create", "web"]);
  t.same(dokku(["--force", "apps:destroy", "web"]).out.split("\n").slice(1, -1), [
    "pre-delete web latest",
    "scheduler-stop docker-local web true",
    "scheduler-post-delete docker-local web latest",
    "post-delete web latest",
  ]);
  put("lib/plugins/enabled/spy/pre-delete", "#!/usr/bin/env bash\necho no >&2\nexit 7\n");
  dokku(["apps:create", "web"]);
  t.equal(dokku(["--force", "apps:destroy", "web"]).code, 7, "a hook's refusal travels up");
  t.ok(existsSync(join(path, "home/web")), "and the app is still there");
});

t.test("a hook that refuses a new app leaves nothing of it", async (t) => {
  const { dokku, path, put } = somePlugins(t, ...plugins);
  put("lib/plugins/enabled/spy/post-create", "#!/usr/bin/env bash\nexit 4\n");
  t.equal(dokku(["apps:create", "web"]).code, 4);
  t.same(readdirSync(join(path, "home")), []);
  t.notOk(existsSync(join(path, "lib/config/apps/web")));
});

t.test("two who create one app at once: one is refused", async (t) => {
  const { env } = somePlugins(t, ...plugins);
  const codes = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(join(checkout, "core/dokku"), ["apps:create", "web"], { env, stdio: "ignore" });
      return (await once(child, "close"))[0];
    }),
  );
  t.same(codes.sort(), [0, 1, 1]);
});

t.test("what root has put into an app's folder stays alone, and is named with what root has to type", async (t) => {
  const { dokku, env, path, put } = somePlugins(t, ...plugins);
  const skip = process.getuid?.() === 0 ? false : "only root can give files away";
  if (skip) return t.pass(skip);
  const kept = ["[plugin]", 'description = "x"', 'version = "1"', 'app-folders = ["data/motto"]', ""];
  put("lib/plugins/enabled/motto/plugin.toml", kept.join("\n"));
  put("lib/plugins/enabled/motto/post-delete", "#!/bin/sh\necho told of the end\n");
  dokku(["apps:create", "web"]);
  for (const file of ["a/one", "a/two", "it's/three", "mine/four", "mine/his/five", "zz"]) put(`home/web/${file}`, "");
  for (const file of ["six", "seven"]) put(`lib/data/motto/web/${file}/x`, "");
  const all = ["home", "lib"].map((name) => join(path, name));
  const rest = ["home/web/a", "home/web/it's", "home/web/mine/his", "lib/data/motto/web/six"].map((name) => join(path, name));
  t.equal(ran("chown", ["-R", "nobody", ...all, path], { env }).code, 0);
  t.equal(ran("chown", ["-R", "root", ...rest], { env }).code, 0);
  const words = ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups", join(checkout, "core/dokku")];
  const destroy = () => ran("setpriv", [...words, "--force", "apps:destroy", "web"], { env });
  for (const _ of ["once", "again"]) {
    const { code, out, err } = destroy();
    t.equal(code, 1, err);
    t.match(out, /told of the end/);
    t.match(err, /^ !\s+Of web only this is left, which belongs to another user\. To end it, type as root:\n/);
    const line = /^ !\s+(rm -rf .*)$/m.exec(err)?.[1] ?? "";
    // Of `mine` nothing but what is root's is left.
    for (const name of rest.map((path) => path.replace(/\/his$/, ""))) t.ok(line.includes(name.replace("'", "'\\''")), name);
    t.match(err, /^ !\s+dokku --force apps:destroy web$/m);
    t.strictSame(readdirSync(join(path, "home/web")).sort(), ["a", "it's", "mine"]);
    t.strictSame(readdirSync(join(path, "home/web/mine")), ["his"]);
    t.strictSame(readdirSync(join(path, "lib/data/motto/web")), ["six"]);
  }
  const [, line = ""] = /^ !\s+(rm -rf .*)$/m.exec(destroy().err) ?? [];
  t.equal(ran("sh", ["-c", line], { env }).code, 0);
  t.match(destroy(), { code: 0 });
  t.strictSame(readdirSync(join(path, "home")), []);
});

t.test("an app that is a link to another folder is destroyed with that folder", async (t) => {
  const { dokku, path } = somePlugins(t, ...plugins);
  mkdirSync(join(path, "elsewhere"));
  symlinkSync(join(path, "elsewhere"), join(path, "home/linked"));
  t.equal(dokku(["--quiet", "apps:list"]).out, "linked\n");
  t.equal(dokku(["--force", "apps:destroy", "linked"]).code, 0);
  t.same([existsSync(join(path, "elsewhere")), readdirSync(join(path, "home"))], [false, []]);
});

t.test("clone and rename", async (t) => {
  const { dokku, path, put } = somePlugins(t, ...plugins);
  for (const name of ["post-app-clone-setup", "post-app-clone", "post-app-rename-setup", "post-app-rename", "git-has-code"]) {
    put(`lib/plugins/enabled/spy/${name}`, `#!/usr/bin/env bash\necho "${name} $* \${SKIP_REBUILD:-}"\n`);
  }
  dokku(["apps:create", "web"]);
  dokku(["config:set", "web", "A=it's"]);
  t.same(dokku(["apps:clone", "web", "two"]).out.split("\n"), [
    "-----> Cloning web to two",
    "-----> Creating two...",
    "post-app-clone-setup web two ",
    "post-app-clone web two ",
    "",
  ]);
  t.equal(dokku(["config:get", "two", "A"]).out, "it's\n");
  t.match(dokku(["apps:clone", "web", "two"]), { code: 1, err: /Name is already taken/ });
  t.match(dokku(["apps:clone", "--ignore-existing", "web", "two"]), { code: 0, err: /Name is already taken/ });
  t.equal(dokku(["apps:clone", "nope", "three"]).code, 20);
  put("lib/plugins/enabled/noting/proxy-build-config", '#!/usr/bin/env bash\necho "proxy-build-config $1"\n');
  t.match(
    dokku(["apps:clone", "--skip-deploy", "web", "three"]).out,
    /post-app-clone web three true\n.*proxy-build-config three/s,
    "what leads to it is there before it is",
  );
  t.match(
    dokku(["apps:rename", "two", "four"]).out,
    /post-app-rename-setup two four \n.*Destroying two.*\npost-app-rename two four \n/s,
  );
  t.same(readdirSync(join(path, "home")).sort(), ["four", "three", "web"]);
  t.equal(dokku(["config:get", "four", "A"]).out, "it's\n");
  t.match(dokku(["apps:rename", "web", "four"]), { code: 1, err: /Name is already taken/ });
  t.match(dokku(["apps:rename", "web", "web"]), { code: 1 });
  put("lib/plugins/enabled/spy/git-has-code", "#!/usr/bin/env bash\nexit 1\n");
  t.match(dokku(["apps:rename", "web", "five"]).out, /post-app-rename web five true/, "an app without code is not built");
});

t.test("what any plugin keeps of an app goes with it, as its plugin.toml says", async (t) => {
  const made = somePlugins(t, ...plugins);
  const { dokku, put, path } = made;
  const kept = () => ["config/old", "data/deep.er"].map((folder) => readdirSync(join(path, "lib", folder)).sort());
  put("lib/plugins/enabled/old/plugin.toml", `[plugin]\napp-folders = ["config/old", 'data/deep.er']\n`);
  put(
    "lib/plugins/enabled/odd/plugin.toml",
    '[plugin]\napp-folders = ["config", "../home", "/etc", "data/..", "data/a/b", ""]\n',
  );
  dokku(["apps:create", "web"]);
  for (const file of ["config/old/web/key", "data/deep.er/web/a/b", "data/deep.er/else"]) put(`lib/${file}`, "x");
  put("home/canary", "x");
  dokku(["apps:clone", "--skip-deploy", "web", "two"]);
  t.same(kept(), [["two", "web"], ["else", "two", "web"]]); // biome-ignore format: a table
  dokku(["apps:rename", "--skip-deploy", "two", "three"]);
  t.same(kept(), [["three", "web"], ["else", "three", "web"]]); // biome-ignore format: a table
  t.ok(existsSync(join(path, "lib/data/deep.er/three/a/b")));
  const { code, err } = dokku(["--force", "apps:destroy", "three"]);
  t.equal(code, 0);
  for (const word of ["config", "../home", "/etc", "data/..", "data/a/b", ""])
    t.match(err, `app-folders in plugin.toml of odd: ${JSON.stringify(word)} is not config/<name> or data/<name>\n`);
  t.same(kept(), [["web"], ["else", "web"]]);
  for (const word of ["", ".", "..", "../old/web", "web/a"]) fire(made, "post-delete", word, "latest");
  t.same(kept(), [["web"], ["else", "web"]], "no name of an app removes nothing");
  t.ok(existsSync(join(path, "lib/data/deep.er/web/a/b")) && existsSync(join(path, "home/canary")));
});

t.test("a rename that was killed goes on when it is said again", async (t) => {
  const { dokku, path, put } = somePlugins(t, ...plugins);
  for (const at of ["post-app-rename-setup", "pre-delete", "post-delete"]) {
    dokku(["apps:create", "old"]);
    dokku(["config:set", "old", `A=${at}`]);
    put(`lib/plugins/enabled/spy/${at}`, "#!/usr/bin/env bash\nkill -9 $PPID\n");
    t.not(dokku(["apps:rename", "old", "new"]).code, 0, `killed in ${at}`);
    put(`lib/plugins/enabled/spy/${at}`, "#!/usr/bin/env bash\n");
    t.match(dokku(["apps:rename", "old", "new"]), { code: 0, out: /interrupted/ });
    t.same(readdirSync(join(path, "home")), ["new"]);
    t.equal(dokku(["config:get", "new", "A"]).out, `${at}\n`);
    dokku(["apps:create", "old"]);
    t.match(dokku(["apps:rename", "old", "new"]), { code: 1, err: /Name is already taken/ }, "once it is done, it is done");
    for (const app of ["old", "new"]) dokku(["--force", "apps:destroy", app]);
  }
});

t.test("locks", async (t) => {
  const { dokku, path } = somePlugins(t, ...plugins);
  dokku(["apps:create", "web"]);
  t.match(dokku(["apps:locked", "web"]), { code: 1, err: /Deploy lock does not exist/ });
  t.equal(dokku(["apps:lock", "web"]).out, "-----> Deploy lock created\n");
  t.ok(existsSync(join(path, "lib/data/apps/web/.deploy.lock")), "at Dokku's place");
  t.same(dokku(["apps:locked", "web"]), { code: 0, out: "Deploy lock exists\n", err: "" });
  t.equal(dokku(["apps:report", "web", "--app-locked"]).out, "true\n");
  t.equal(dokku(["apps:unlock", "web"]).out, "-----> Deploy lock removed\n");
  t.match(dokku(["apps:unlock", "web"]), { code: 1, err: /has none/ });
});

t.test("set: the switch for apps made by a push", async (t) => {
  const { dokku, env, path } = somePlugins(t, ...plugins);
  const fire = (...words: string[]) => runTrigger(words, env);
  t.match(dokku(["apps:set", "--global", "disable-autocreation", "maybe"]), { code: 1, err: /true or false/ });
  t.match(dokku(["apps:set", "--global", "nope", "1"]), {
    code: 1,
    err: /there is no "nope" among deploy-source, deploy-source-metadata, disable-autocreation/,
  });
  t.equal((await fire("app-maybe-create", "one")).code, 0);
  t.equal(dokku(["apps:set", "--global", "disable-autocreation", "true"]).out, "=====> Setting disable-autocreation to true\n");
  t.match(await fire("app-maybe-create", "two"), { code: 1, err: /dokku apps:create two/ });
  t.equal((await fire("app-maybe-create", "one")).code, 0, "one that exists is no matter");
  t.equal(dokku(["apps:set", "--global", "disable-autocreation"]).out, "=====> Unsetting disable-autocreation\n");
  t.equal(dokku(["apps:set", "one", "deploy-source", "git-sync"]).code, 0);
  t.equal(dokku(["apps:report", "one", "--app-deploy-source"]).out, "git-sync\n");
  t.match(dokku(["apps:set", "--global", "deploy-source", "x"]), { code: 1, err: /Property cannot be specified globally/ });
  dokku(["apps:set", "one", "deploy-source"]);
  t.match(dokku(["apps:set", "one", "disable-autocreation", "true"]), {
    code: 1,
    err: /Property can only be specified globally with --global, not for one/,
  });
  t.same(readdirSync(join(path, "home")), ["one"]);
  t.match(await fire("app-exists", "nope"), { code: 20 });
  t.equal((await fire("app-list", "false")).out, "one\n");
  t.equal((await fire("app-destroy", "one")).code, 1, "asks, and nobody answers");
});

t.test("who may see what", async (t) => {
  const { dokku, put } = somePlugins(t, ...plugins);
  for (const app of ["api", "web"]) dokku(["apps:create", app]);
  put(
    "lib/plugins/enabled/acl/user-auth-app",
    '#!/usr/bin/env bash\nfor app in "${@:3}"; do [[ $app == web ]] && echo "$app"; done\nexit 0\n',
  );
  t.equal(dokku(["--quiet", "apps:list"]).out, "web\n");
  t.equal(dokku(["apps:exists", "api"]).code, 20);
  put("lib/plugins/enabled/zoo/user-auth-app", '#!/usr/bin/env bash\nprintf "%s\\n" "${@:3}"\n');
  t.equal(dokku(["--quiet", "apps:list"]).out, "web\n", "what one plugin hides, another does not show");
  put("lib/plugins/enabled/acl/user-auth-app", "#!/usr/bin/env bash\nexit 1\n");
  t.match(dokku(["--quiet", "apps:list"]), { code: 1, out: "" }, "a guard that fails lets nobody through");
});

async function runTrigger(words: string[], env: Readonly<Record<string, string>>) {
  const child = spawn(join(checkout, "hooks/plugn"), ["trigger", ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (said.out += chunk));
  child.stderr.on("data", (chunk) => (said.err += chunk));
  return { code: (await once(child, "close"))[0], ...said };
}

t.test("an app that Dokku's client names twice is one app", async (t) => {
  const { dokku } = somePlugins(t, ...plugins);
  t.match(dokku(["--app", "twice", "apps:create", "twice"]), { code: 0, out: /Creating twice/ });
  t.match(dokku(["--app", "one", "apps:create", "another"]), { code: 2, err: /too many arguments, beginning with "another"/ });
  t.match(dokku(["apps:create", "two", "two"]), { code: 2, err: /too many arguments/ });
});

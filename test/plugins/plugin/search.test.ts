import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { knownPlugins } from "../../../plugins/common/lib/known-plugins.ts";
import { checkout } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("the table is whole, and says what docs/compatibility.md has seen", async (t) => {
  const known = knownPlugins({ PLUGIN_CORE_AVAILABLE_PATH: join(checkout, "plugins") });
  t.equal(known.length, 140);
  for (const plugin of known)
    t.match(plugin, { purpose: /^\S.+\S$/, lastCommit: /^20[12]\d$/, age: /^(since 0\.4|of 2013 to 2015)$/ });
  const page = readFileSync(join(checkout, "docs/compatibility.md"), "utf8").replace(/^### Clients\n[\s\S]*?^## /m, "");
  const rows = page.matchAll(/^\| (\S+\/\S+) \|.*\| ([^|]+) \|$/gm);
  const plain = (text: string) => text.replace(/ \([a-z]\)/g, "").split(/[;,]/)[0];
  for (const [, repository, seen = ""] of rows)
    t.equal(plain(known.find(({ url }) => url.includes(`/${repository}.git`))?.seen ?? ""), plain(seen), String(repository));
  t.equal(known.find(({ url }) => url.includes("dyson"))?.install.includes("--name other-docker-options "), true);
});

t.test("search: by all words, in name and purpose", async (t) => {
  const { dokku } = somePlugins(t, "plugin", "common");
  const names = (...words: string[]) =>
    JSON.parse(dokku(["plugin:search", ...words, "--json"]).out).map(({ name }: { name: string }) => name);
  t.equal(names().length, 140);
  t.same(names("DEPLOY", "notification"), ["airbrake-deploy", "rollbar", "slack"]);
  const { code, out } = dokku(["plugin:search", "rollbar"]);
  t.same(
    [code, out],
    [
      0,
      "    rollbar  deploy notification to Rollbar (iloveitaly/dokku-rollbar, 2019)\n".replace(
        "2019",
        /, (\d+)\)/.exec(out)?.[1] ?? "",
      ),
    ],
  );
  t.match(dokku(["plugin:search", "no-such-word"]), { code: 0, out: /No known plugin has these words/ });
});

t.test("info: of one that is known, of one that is installed, and of none", async (t) => {
  const { dokku, put, path } = somePlugins(t, "plugin", "common", "apps");
  const redis = dokku(["plugin:info", "redis"]);
  t.match(redis, {
    code: 0,
    out: /^=====> redis, not installed\n.*dokku-redis.git\n.*Redis datastore service\n[^\0]*seen +works[^\0]*plugin:install https/,
  });
  put("lib/plugins/enabled/redis/subcommands/create", "#!/bin/sh\n");
  put("lib/plugins/enabled/redis/commands", '#!/bin/sh\ncase "$1" in redis:list) ;; help) echo "    redis:list, list" ;; esac\n');
  put("lib/plugins/enabled/redis/post-deploy", "#!/bin/sh\n");
  put("lib/plugins/enabled/redis/plugin.toml", '[plugin]\nversion = "1.2"\nreaches = ["engine"]\n');
  execFileSync("cp", ["-r", join(path, "lib/plugins/enabled/redis"), join(path, "lib/plugins/available/redis")]);
  const { plugin, installed, known } = JSON.parse(dokku(["plugin:info", "redis", "--json"]).out);
  t.match(installed, {
    version: "1.2",
    enabled: true,
    core: false,
    commit: "",
    lock: "not in plugins.lock",
    hooks: ["post-deploy"],
  });
  t.same([plugin, installed.commands, installed.reaches], ["redis", ["redis:create", "redis:list"], ["engine"]]);
  t.match(known, [{ url: "https://github.com/dokku/dokku-redis.git" }]);
  t.match(dokku(["plugin:info", "redis"]).out, /commands +redis:create redis:list\n[^\0]*reaches +engine Docker/);
  t.match(dokku(["plugin:info", "apps"]).out, /enabled, of Hokku itself/);
  put("lib/plugins/available/redis/plugin.toml", "\0");
  put("lib/plugins/enabled/redis/plugin.toml", "\0");
  t.match(dokku(["plugin:info", "redis"]), { code: 0, out: /it does not say/ });
  t.match(dokku(["plugin:info", "rediss"]), {
    code: 1,
    err: /There is no plugin rediss here, and none is known; did you mean redis/,
  });
  t.match(dokku(["plugin:info", "../x"]), { code: 1, err: /cannot be the name/ });
});

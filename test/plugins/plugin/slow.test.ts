import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import t from "tap";
import settings from "../../../plugins/plugin/lib/settings.ts";
import { until } from "../../lib/patience.ts";
import { checkout } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const skip = process.getuid?.() !== 0 && "needs root";
const BASH = "#!/usr/bin/env bash\n";

t.test("a hook over its budget is named, and the report has the medians", async (t) => {
  const { dokku, put, path } = somePlugins(t, "plugin", "common", "apps", "config");
  put("lib/plugins/enabled/lazy/post-create", `${BASH}sleep 0.3\n`);
  put("lib/plugins/enabled/quick/post-create", `${BASH}:\n`);
  put("lib/plugins/enabled/lazy/subcommands/work", `${BASH}sleep 0.3\n`);
  t.equal(settings.fallback("--global", "hook-budget-milliseconds"), "1000");
  dokku(["plugin:set", "--global", "hook-budget-milliseconds", "60000"]);
  t.equal(dokku(["apps:create", "one"]).err, "");
  t.same(dokku(["plugin:set", "--global", "hook-budget-milliseconds", "200"]).code, 0);
  const { code, out, err } = dokku(["apps:create", "two"]);
  t.equal(code, 0);
  t.notMatch(out, /took/);
  t.match(err, /^ ! {5}hook post-create of lazy took \d+\.\d s$/m);
  t.equal(dokku(["--quiet", "apps:create", "three"]).err, "");
  t.equal(dokku(["lazy:work"]).err, "", "a command is no hook");
  dokku(["plugin:set", "--global", "hook-budget-milliseconds", "0"]);
  t.equal(dokku(["apps:create", "four"]).err, "");
  dokku(["plugin:set", "--global", "hook-budget-milliseconds", "200"]);
  const table = dokku(["plugin:report"]).out;
  t.match(table, /^PLUGIN +HOOK +RUNS +MEDIAN +SLOWEST +OVER BUDGET\n/);
  t.match(table, /^lazy +post-create +4 +\d+ ms +\d+ ms +4$/m);
  t.match(table, /^quick +post-create +4 +/m);
  const [lazy, ...others] = JSON.parse(dokku(["plugin:report", "lazy", "--json"]).out);
  t.same(others, []);
  t.match(lazy, { plugin: "lazy", hook: "post-create", runs: 4, "over-budget": 4 });
  t.ok(lazy.median >= 300 && lazy.slowest >= lazy.median);
  t.match(dokku(["plugin:report", "nobody"]), { code: 1, err: /Plugin nobody does not exist/ });
  t.match(dokku(["plugin:set", "--global", "hook-budget-milliseconds", "soon"]), { code: 1, err: /use a whole number/ });
  put("logs/trace.jsonl", "damaged\n{}\n");
  t.match(dokku(["plugin:report"]), { code: 0, err: "" });
  t.ok(statSync(join(path, "home/two")).isDirectory());
});

t.test("a hook that prints 100 MB is passed on, and nothing of it is kept", async (t) => {
  const { dokku, put, env } = somePlugins(t, "plugin", "common", "apps", "config");
  put("lib/plugins/enabled/loud/post-create", `${BASH}head -c 104857600 /dev/zero\n`);
  const child = spawn(join(checkout, "core/dokku"), ["apps:create", "one"], { env, stdio: ["ignore", "pipe", "ignore"] });
  let bytes = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  t.equal((await once(child, "close"))[0], 0);
  t.ok(bytes >= 104857600);
  t.equal(dokku(["apps:exists", "one"]).code, 0);
});

t.test(
  "an install hook that kills its parent is named and disabled; of one that never ends and is interrupted nothing is in the way",
  { skip },
  async (t) => {
    const { dokku, put, path, env } = somePlugins(t, "plugin", "common");
    put("murderer/install", `${BASH}kill -9 $PPID\nsleep 1\ntouch "$DOKKU_LIB_ROOT/outlived"\n`);
    put("endless/install", `${BASH}touch "$DOKKU_LIB_ROOT/begun"\nexec sleep 600\n`);
    put("good/commands", `${BASH}exit 10\n`);
    const { code, err } = dokku(["plugin:install", join(path, "murderer")]);
    t.equal(code, 1);
    t.match(err, /The install hook of murderer failed: it, or the shell that ran it, was killed \(exit code 137\)\n/);
    t.match(err, /Plugin murderer could not be set up and is disabled\. To try again:/);
    t.same(dokku(["plugin:verify"]), { code: 0, out: "murderer: as installed\n", err: "" }, "it is written down already");
    t.equal(dokku(["plugin:uninstall", "murderer"]).code, 0);
    await pause(1200);
    t.notOk(existsSync(join(path, "lib/outlived")), "the hook has gone with its parent");
    const child = spawn(join(checkout, "core/dokku"), ["plugin:install", join(path, "endless")], {
      env,
      stdio: "ignore",
      detached: true,
    });
    await until(() => existsSync(join(path, "lib/begun")));
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await once(child, "close");
    t.equal(dokku(["plugin:install", "--skip-install-trigger", join(path, "good")]).code, 0, "no lock is left");
    t.equal(dokku(["plugin:verify"]).out, "endless: as installed\ngood: as installed\n");
    t.equal(dokku(["plugin:disable", "endless"]).code, 0);
  },
);

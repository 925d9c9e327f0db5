import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { until } from "../../lib/patience.ts";
import { checkout } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("lines from a pipe: quotes count, a failure is no end, exit is", async (t) => {
  const { dokku, path } = somePlugins(t, "shell", "apps", "config", "common");
  const input = `apps:create web\n\nnope\nconfig:set web "A=x  y" B='$(touch ${path}/pwned)'\ndokku config:get web A\nbroken "quote\nexit\napps:create late\n`;
  const { code, out, err } = dokku(["shell"], { input });
  t.equal(code, 0);
  t.match(out, /Creating web.*\n {7}A: {2}x {2}y\n {7}B: {2}\$\(touch .*\nx {2}y\n$/s);
  t.match(err, /nope is not a dokku command.*unfinished quote/s);
  t.notOk(existsSync(join(path, "pwned")));
  t.notOk(existsSync(join(path, "home/late")));
  t.equal(dokku(["shell"], { input: "apps:exists web" }).code, 0, "a last line without an end");
  t.equal(dokku(["shell"], { input: "" }).code, 0);
});

t.test("on a terminal: a prompt, and a history that nobody else reads", async (t) => {
  const { env, path } = somePlugins(t, "shell", "apps", "common");
  const command = `${checkout}/core/dokku shell`;
  const typed = "apps:create web\rapps:exists web\rquit\r";
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    env: { ...env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let shown = "";
  child.stdout.on("data", (chunk) => (shown += chunk));
  await until(() => shown.includes("dokku> "));
  child.stdin.write(typed);
  t.equal((await once(child, "close"))[0], 0);
  t.ok(existsSync(join(path, "home/web")), "what was typed was done");
  t.match(readFileSync(join(path, "home/.dokku_history"), "utf8"), /^apps:create web\n/);
});

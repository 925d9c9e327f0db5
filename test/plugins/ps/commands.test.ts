import { statSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { fire } from "../../e2e/apps.ts";
import { root } from "../../lib/root.ts";

const fresh = () => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  return r;
};

t.test("case 29: scale: what is shown, stored and refused", async (t) => {
  const r = fresh();
  t.equal(r.dokku(["ps:scale", "shop"]).out, "-----> Scaling for shop\nproctype: qty\n--------: ---\nweb:  1\n");
  r.put("lib/data/ps/shop/Procfile", "web: a\nworker: b\n");
  t.strictSame(JSON.parse(r.dokku(["ps:scale", "shop", "--format", "json"]).out), [
    { process_type: "web", quantity: 1 },
    { process_type: "worker", quantity: 0 },
  ]);
  const rows: [string[], number, RegExp][] = [
    [["worker=2"], 0, /^$/],
    [["nope=1"], 1, /nope is not a valid process name to scale up; the Procfile has: web, worker/],
    [["web"], 1, /"web" is no scale/],
    [["web=-1"], 1, /is no scale/],
    [["web=1;id"], 1, /is no scale/],
  ];
  for (const [words, code, err] of rows)
    t.match(r.dokku(["ps:scale", "--skip-deploy", "shop", ...words]), { code, err }, words.join());
  for (const word of ["web=x", "nope=1"])
    t.equal(r.dokku(["ps:scale", "shop", word]).out, "", `${word}: refused before it begins`);
  t.match(r.dokku(["ps:scale", "shop"]).out, /worker: 2/);
  r.put("lib/config/ps/shop/scale", "clock   =1\nold=0\nworker=2\nworker=0\n");
  t.strictSame(
    fire(r, "ps-current-scale", "shop").out,
    "clock=1\nweb=1\nworker=2\n",
    "what is 0 and gone from the Procfile is gone",
  );
  r.put("lib/config/ps/shop/can-scale", "false");
  t.match(r.dokku(["ps:scale", "shop", "web=3"]), { code: 1, err: /formations key/ });
});

t.test("set and report", async (t) => {
  const r = fresh();
  const rows: [string[], number, RegExp][] = [
    [["shop", "restart-policy", "on-failure:20"], 0, /^$/],
    [["shop", "restart-policy", "sometimes"], 1, /use no, always/],
    [["--global", "stop-timeout-seconds", "5"], 0, /^$/],
    [["--global", "start-cmd", "x"], 1, /Property cannot be specified globally/],
    [["shop", "procfile-path", "../x"], 1, /within the source/],
    [["shop", "nope", "x"], 1, /Invalid property specified, valid properties include: .*; not "nope"/],
    [["missing", "restore", "true"], 20, /does not exist/],
  ];
  for (const [words, code, err] of rows) t.match(r.dokku(["ps:set", ...words]), { code, err }, words.join(" "));
  t.equal(r.dokku(["ps:report", "shop", "--ps-computed-restart-policy"]).out, "on-failure:20\n");
  t.equal(r.dokku(["ps:report", "shop", "--ps-computed-stop-timeout-seconds"]).out, "5\n");
  t.equal(r.dokku(["ps:report", "shop", "--deployed"]).out, "false\n");
});

t.test("an app that never ran has nothing to restart", async (t) => {
  const r = fresh();
  for (const command of ["ps:restart", "ps:stop", "ps:start"])
    t.match(r.dokku([command, "shop"]), { code: 0, err: /App shop has not been deployed/ }, command);
  t.match(r.dokku(["ps:restart"]), { code: 2, err: /name an app, or use --all/ });
  t.match(r.dokku(["ps:restart", "--all", "shop"]), { code: 2 });
});

t.test("an app has the folders that others write into from the first moment on", async (t) => {
  const r = root(t);
  t.equal(r.dokku(["apps:create", "shop"]).code, 0);
  for (const folder of ["lib/config/ps/shop", "lib/data/ps/shop"]) t.ok(statSync(join(r.path, folder)).isDirectory(), folder);
  t.match(r.dokku(["ps:set", "shop", "restart-policy", "bogus"]), {
    code: 1,
    err: /Invalid restart-policy specified: use no, always/,
  });
});

t.test("a Procfile comes with the source and counts for others when its release is live", async (t) => {
  const r = fresh();
  r.put("source/Procfile", "web: one\nbroken");
  t.match(fire(r, "core-post-extract", "shop", `${r.path}/source`, "x"), { code: 1, err: /Invalid Procfile, line 2/ });
  r.put("source/Procfile", "web: one $PORT\n");
  t.equal(fire(r, "core-post-extract", "shop", `${r.path}/source`, "x").code, 0);
  t.equal(fire(r, "procfile-get-command", "shop", "web", "80").out, "", "nobody else sees it yet");
  t.equal(fire(r, "procfile-exists", "shop").code, 1);
});

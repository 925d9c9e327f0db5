import { mkdirSync, readdirSync } from "node:fs";
import t from "tap";
import { changed, typesOf } from "../../../plugins/checks/lib/lists.ts";
import { chosen } from "../../../plugins/checks/lib/run.ts";
import type { Root } from "../../lib/root.ts";
import { fire, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** With a plugin that says what the app runs, and writes down what it is asked to check. */
const made = (t: Parameters<typeof somePlugins>[0], scale = "web=1\nworker=2\nclock=1"): Root => {
  const root = somePlugins(t, "checks", "apps", "common");
  mkdirSync(`${root.path}/home/web/refs`, { recursive: true }); // as in any app: it is a git repository
  const plugin = "lib/plugins/enabled/fake";
  root.put(`${plugin}/ps-current-scale`, `#!/bin/sh\nprintf '%s\\n' "${scale}"\n`);
  root.put(`${plugin}/network-get-ipaddr`, "#!/bin/sh\necho 172.17.0.9\n");
  root.put(`${plugin}/ports-get`, "#!/bin/sh\nprintf 'http:80:3000\\nudp:53:53\\n'\n");
  root.put(`${plugin}/check-deploy`, '#!/bin/sh\necho "checked $*"\n[ "$3" != worker ]\n');
  return root;
};

t.test("lists", async (t) => {
  const none = { disabled: [], skipped: [] };
  for (const [before, types, to, after] of [
    [none, ["_all_"], "disabled", { disabled: ["_all_"], skipped: [] }],
    [{ disabled: [], skipped: ["_all_"] }, ["_all_"], "disabled", { disabled: ["_all_"], skipped: [] }],
    [none, ["web", "worker"], "skipped", { disabled: [], skipped: ["web", "worker"] }],
    [{ disabled: ["web"], skipped: [] }, ["web"], "skipped", { disabled: [], skipped: ["web"] }],
    [{ disabled: ["web"], skipped: [] }, ["web"], "disabled", { disabled: ["web"], skipped: [] }],
    [{ disabled: ["_all_"], skipped: [] }, ["web"], "disabled", { disabled: ["_all_"], skipped: [] }],
    [{ disabled: ["web", "worker"], skipped: ["clock"] }, ["web", "clock"], undefined, { disabled: ["worker"], skipped: [] }],
    [{ disabled: ["web"], skipped: ["clock"] }, ["_all_"], undefined, none],
  ] as const)
    t.same(changed(before, types, to), after, `${JSON.stringify(before)} ${types} to ${to}`);
});

t.test("process types", async (t) => {
  t.same(typesOf(undefined), ["_all_"]);
  t.same(typesOf("web,web,worker"), ["web", "worker"]);
  t.same(typesOf("web,_all_"), ["_all_"]);
  for (const wrong of ["web,", ",", "a b", "../x", "web;id", "-x"]) t.throws(() => typesOf(wrong), /no process type/, wrong);
  const all = [
    { type: "web", index: "1", container: "a" },
    { type: "web", index: "2", container: "b" },
  ];
  t.same(chosen(all, "x", ["web.2"]), [all[1]]);
  t.same(chosen(all, "x", ["web"]), all);
  t.same(chosen(all, "x", ["_all_"]), all);
  t.throws(() => chosen(all, "x", ["web.3"]), /Invalid container index specified \(x.web.3\); x runs web.1, web.2/);
  t.throws(() => chosen(all, "x", ["clock"]), /Invalid process type specified \(x.clock\)/);
});

t.test("commands", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: "checks:disable web", out: "-----> Disabling zero downtime for app (web)\n" },
    {
      words: "checks:report web",
      out: /Checks computed wait to retire: 60\n[\s\S]*Checks disabled list: {11}_all_\n[\s\S]*Checks skipped list: {12}none\n/,
    },
    { words: "checks:enable web worker", out: "-----> Enabling zero downtime for app's (web) proctypes (worker)\n" },
    { words: "checks:report web --checks-disabled-list", out: "web,clock\n" },
    { words: "checks:skip web clock,other" },
    { words: "checks:report web --checks-disabled-list", out: "web\n" },
    { words: "checks:report web --checks-skipped-list", out: "clock,other\n" },
    { words: "checks:enable web" },
    { words: "checks:report web --checks-skipped-list", out: "none\n" },
    { words: "checks:set --global wait-to-retire 30", out: "=====> Setting wait-to-retire to 30\n" },
    { words: "checks:report web --checks-computed-wait-to-retire", out: "30\n" },
    { words: "checks:report --global --checks-global-wait-to-retire", out: "30\n" },
    { words: "checks:set web wait-to-retire 5" },
    { words: "checks:set web wait-to-retire 5m", code: 1, err: /number of seconds/ },
    { words: "checks:set web wait-to-retire -1", code: 1 },
    { words: "checks:set web disabled web", code: 1, err: /wait-to-retire/ },
    { words: "checks:disable web a/b", code: 1 },
    { words: "checks:disable", code: 2 },
    { words: "checks:skip nope", code: 20 },
    { words: "checks:run web", code: 1, err: /runs no containers/ },
  ]);
  t.equal(fire(root, "checks-get-property", "web", "wait-to-retire").out, "5\n");
  t.equal(fire(root, "checks-get-property", "other", "wait-to-retire").out, "30\n");
  t.equal(fire(root, "checks-get-property", "web", "nope").code, 1);
});

t.test("nobody can be told from everybody before the app has process types", async (t) => {
  rows(t, made(t, ""), [
    { words: "checks:disable web" },
    { words: "checks:enable web worker", code: 1, err: /none yet to tell worker from/ },
  ]);
});

t.test("run", async (t) => {
  const root = made(t);
  for (const place of ["web.1", "worker.1", "clock.1"]) root.put(`home/web/CONTAINER.${place}`, `cid-${place}\n`);
  rows(t, root, [
    {
      words: "checks:run web web,clock.1",
      out: "-----> Running pre-flight checks\n-----> Running checks for app (web.web.1)\nchecked web cid-web.1 web 3000 172.17.0.9 1\n-----> Running checks for app (web.clock.1)\nchecked web cid-clock.1 clock 3000 172.17.0.9 1\n",
    },
    { words: "checks:run web worker", code: 1, out: /checked web cid-worker.1 worker/, err: /^$/ },
    { words: "checks:run web nope", code: 1, err: /Invalid process type specified/ },
    { words: "checks:run web web.7", code: 1, err: /Invalid container index/ },
    { words: "checks:disable web worker" },
    { words: "checks:run web", out: /Zero downtime is disabled for app \(web.worker\). Skipping checks/ },
  ]);
});

t.test("the app's life", async (t) => {
  const root = made(t);
  root.dokku(["checks:disable", "web"]);
  fire(root, "post-app-clone-setup", "web", "two");
  fire(root, "post-app-rename-setup", "two", "three");
  t.same(readdirSync(`${root.path}/lib/config/checks`), ["three", "web"]);
  fire(root, "post-delete", "three", "latest");
  t.same(readdirSync(`${root.path}/lib/config/checks`), ["web"]);
});

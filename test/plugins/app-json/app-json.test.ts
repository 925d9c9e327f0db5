import t from "tap";
import { parseAppJson } from "../../../plugins/app-json/lib/app-json.ts";
import { forTasks, taskWords } from "../../../plugins/app-json/lib/script.ts";
import { imageOf } from "../../../plugins/common/lib/image.ts";
import { fire } from "../../e2e/apps.ts";
import { root } from "../../lib/root.ts";

t.test("what is read", async (t) => {
  t.strictSame(parseAppJson(""), { formation: {}, scripts: { predeploy: "", postdeploy: "", first: "" }, env: {} });
  const text = `{ // a comment
    "formation": {"web": {"quantity": 2, "max_parallel": 3}, "worker": {}}, /* another */
    "scripts": {"dokku": {"predeploy": "echo \\"// no comment\\", }"}, "postdeploy": "once"},
    "env": {"A": "1", "B": {"generator": "secret", "required": false}, "C": {"value": "x", "sync": true}},
  }`;
  t.strictSame(parseAppJson(text), {
    formation: { web: { quantity: 2, max_parallel: 3 }, worker: {} },
    scripts: { predeploy: 'echo "// no comment", }', postdeploy: "", first: "once" },
    env: {
      A: { value: "1", required: true, generator: "", sync: false },
      B: { value: "", required: false, generator: "secret", sync: false },
      C: { value: "x", required: true, generator: "", sync: true },
    },
  });
});

t.test("what is refused, with its place", async (t) => {
  const rows: [string, RegExp][] = [
    ["{", /app\.json cannot be read/],
    ["[]", /has to be an object/],
    ['{"formation": {"web": {"quantity": -1}}}', /formation\.web\.quantity has to be a whole number/],
    ['{"formation": {"web": 2}}', /formation\.web has to be an object/],
    ['{"scripts": {"dokku": {"predeploy": ["a"]}}}', /scripts\.dokku\.predeploy has to be text/],
    ['{"env": {"A": 1}}', /env\.A has to be an object/],
  ];
  for (const [text, why] of rows) t.throws(() => parseAppJson(text), why, text);
});

t.test("tasks run without what is for processes that stay", async (t) => {
  const given = ["--publish=80:80", "-p", "1:1", "--restart", "always", "--memory=1g", "--volume", "a:b", "-P", "--label=x"];
  t.strictSame(forTasks(given), ["--volume", "a:b", "--label=x"]);
});

t.test("the words of a task", async (t) => {
  const image = (Config: object) => imageOf("i", { Id: "", Config });
  const rows: [string, object, string[]][] = [
    ["a shell", {}, ["/bin/sh", "-c", "set -e; rake db:migrate && echo"]],
    ["an entrypoint of its own", { Entrypoint: ["/docker-entrypoint.sh"] }, ["rake", "db:migrate", "&&", "echo"]],
    ["an init", { Entrypoint: ["/usr/bin/tini", "--"] }, ["/bin/sh", "-c", "set -e; rake db:migrate && echo"]],
    ["a shell of its own", { Shell: ["/bin/zsh", "-c"] }, ["/bin/zsh", "-c", "set -e; rake db:migrate && echo"]],
  ];
  for (const [what, config, words] of rows) t.strictSame(taskWords("rake db:migrate && echo", image(config), false), words, what);
});

t.test("with a build-dir, the app.json of that folder counts and no other", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  r.put("source/app.json", '{"scripts": 1}');
  r.put("source/api/other.json", "{}");
  const extract = () => fire(r, "core-post-extract", "shop", `${r.path}/source`, "x");
  t.match(extract(), { code: 1, err: /scripts has to be an object/ });
  t.equal(r.dokku(["builder:set", "shop", "build-dir", "api"]).code, 0);
  t.equal(extract().code, 0, "the one above is not read");
  r.put("source/api/app.json", '{"formation": 1}');
  t.match(extract(), { code: 1, err: /formation has to be an object/ });
});

import t from "tap";
import { unheeded } from "../../../plugins/app-json/lib/unheeded.ts";

t.test("what nothing is done with is named, by its place", async (t) => {
  const rows: [object, string[]][] = [
    [{}, []],
    [{ name: "x", description: "y", env: { A: "1", B: { value: "2", description: "b" } }, buildpacks: [{ url: "u" }] }, []],
    [{ cron: [{ command: "c", schedule: "@daily", concurrency_policy: "forbid" }] }, []],
    [{ scripts: { postdeploy: "a", dokku: { predeploy: "b", postdeploy: "c" } } }, []],
    [{ addons: ["redis"], stack: "heroku-24" }, ["addons", "stack"]],
    [{ formation: { web: { quantity: 1, size: "big", autoscaling: {} } } }, ["formation.web.size", "formation.web.autoscaling"]],
    [{ scripts: { "pr-predestroy": "x", dokku: { predeplo: "y" } } }, ["scripts.pr-predestroy", "scripts.dokku.predeplo"]],
    [
      { healthchecks: { web: [{ type: "startup", path: "/", onFailure: { command: ["x"], url: "http://x" } }] } },
      ["healthchecks.web.0.onFailure.url"],
    ],
    [{ healthchecks: { web: [{ type: "liveness", path: "/" }] } }, ["healthchecks.web.0 (of type liveness)"]],
    [{ healthchecks: { web: [{ path: "/" }] } }, ['healthchecks.web.0 (it has no "type"; for deploys it is "startup")']],
  ];
  for (const [appJson, places] of rows) t.strictSame(unheeded(JSON.stringify(appJson)), places, JSON.stringify(appJson));
});

import t from "tap";
import { root } from "../lib/root.ts";

t.test("the shorter names of Dokku's commands", (t) => {
  const { dokku, put } = root(t);
  put("home/web/HEAD", "");
  const names = {
    "docker-local": "scheduler-docker-local",
    dockerfile: "builder-dockerfile",
    herokuish: "builder-herokuish",
    lambda: "builder-lambda",
    nixpacks: "builder-nixpacks",
    pack: "builder-pack",
    rails: "builder-railpack",
  };
  for (const [short, name] of Object.entries(names)) {
    const { code, out } = dokku([`${name}:report`, "web"]);
    t.equal(code, 0, name);
    t.same(dokku([`${short}:report`, "web"]), { code: 0, out, err: "" }, short);
  }
  t.equal(dokku(["docker-local:set", "web", "parallel-schedule-count", "4"]).code, 0);
  const flag = "--scheduler-docker-local-computed-parallel-schedule-count";
  t.equal(dokku(["scheduler-docker-local:report", "web", flag]).out, "4\n");
  t.match(dokku(["k3s:report", "web"]), { code: 1, err: /Kubernetes is not for Hokku/ });
  t.end();
});

import t from "tap";
import { fire } from "../../e2e/apps.ts";
import { root } from "../../lib/root.ts";

t.test("who runs an app", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  const rows: [string[], string][] = [
    [["ports:report", "shop", "--ports-map"], "docker-local\n"],
    [["scheduler:set", "--global", "selected", "null"], "null\n"],
    [["scheduler:set", "shop", "selected", "docker-local"], "docker-local\n"],
    [["scheduler:set", "shop", "selected"], "null\n"],
  ];
  for (const [words, detected] of rows) {
    t.equal(r.dokku(words).code, 0);
    t.equal(fire(r, "scheduler-detect", "shop").out, detected, words.join(" "));
  }
  t.match(r.dokku(["scheduler:set", "shop", "selected", "x;y"]), { code: 1, err: /scheduler's name/ });
  t.equal(r.dokku(["scheduler:report", "shop", "--scheduler-computed-selected"]).out, "null\n");
  t.equal(fire(r, "scheduler-app-status", "null", "shop").out, "0 false\n");
  t.equal(fire(r, "scheduler-is-deployed", "null", "shop").code, 1);
  t.equal(r.dokku(["scheduler-docker-local:set", "shop", "parallel-schedule-count", "4"]).code, 0);
  t.match(r.dokku(["scheduler-docker-local:set", "shop", "init-process", "maybe"]), { code: 1, err: /true or false/ });
  t.equal(
    r.dokku(["scheduler-docker-local:report", "shop", "--scheduler-docker-local-computed-parallel-schedule-count"]).out,
    "4\n",
  );
});

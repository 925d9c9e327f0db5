import { readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { checkout, type Ran, type Root, ran } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("a deploy sets the variables of app.json that are missing, and shows none of their values", async (t) => {
  const made = host(t, { A: "1", SECRET: { generator: "secret" }, KEPT: "new", SYNCED: { value: "new", sync: true } });
  made.put("home/web/ENV", "KEPT='old'\nSYNCED='old'\n");
  t.match(release(made), { code: 0, out: "-----> Processing app.json env vars\n-----> Setting 3 env var(s) from app.json\n" });
  const stored = readFileSync(join(made.path, "home/web/ENV"), "utf8");
  for (const line of [/A='1'/, /SECRET='[0-9a-f]{64}'/, /KEPT='old'/, /SYNCED='new'/]) t.match(stored, line);
  t.match(release(made).out, "No env vars to set from app.json", "once");
  t.equal(readFileSync(join(made.path, "home/web/ENV"), "utf8"), stored, "a secret stays what it is");
});

t.test("a required one without a value ends the deploy", async (t) => {
  const made = host(t, { NEEDED: {}, OPTIONAL: { required: false } });
  t.match(release(made), {
    code: 1,
    err: /required env var NEEDED has no value; run: dokku config:set web NEEDED=<value>/,
  });
  made.put("home/web/ENV", "NEEDED='here'\n");
  t.equal(release(made).code, 0);
});

function host(t: Test, env: object): Root {
  const made = somePlugins(t, "common", "apps", "config", "app-json");
  made.put("lib/data/app-json/web/app.json", JSON.stringify({ env }));
  return made;
}

function release(made: Root): Ran {
  return ran(join(checkout, "hooks/plugn"), ["trigger", "pre-release-builder", "dockerfile", "web", "no-image"], {
    env: { ...made.env },
  });
}

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { properties } from "../../../plugins/common/lib/properties.ts";
import { root } from "../../lib/root.ts";

t.test("values: the app's before the host's before the fallback, in files that only their owner reads", async (t) => {
  const { env, path } = root(t);
  const own = properties("demo", env);
  const file = (scope: string, key: string) => join(path, "lib/config/demo", scope, key);
  t.equal(own.computed("web", "colour", "grey"), "grey");
  own.set("--global", "colour", "red");
  t.equal(own.computed("web", "colour", "grey"), "red");
  own.set("web", "colour", "blue");
  t.equal(own.computed("web", "colour", "grey"), "blue");
  t.equal(own.get("web", "colour"), "blue");
  t.equal(readFileSync(file("web", "colour"), "utf8"), "blue", "the value as it is, as Dokku has it");
  for (const scope of ["web", "--global"]) t.equal(statSync(file(scope, "colour")).mode & 0o777, 0o600, scope);
  own.set("web", "colour", "");
  t.same(own.keys("web"), [], "an empty value unsets");
});

t.test("lists, and what follows an app", async (t) => {
  const { env, path } = root(t);
  const own = properties("demo", env);
  own.setList("web", "colours", ["blue", "light green"]);
  t.equal(readFileSync(join(path, "lib/config/demo/web/colours"), "utf8"), "blue\nlight green\n", "an item a line");
  t.same(own.list("web", "colours"), ["blue", "light green"]);
  own.clone("web", "copy");
  own.rename("web", "site");
  t.same([own.list("web", "colours"), own.list("site", "colours").length, own.list("copy", "colours").length], [[], 2, 2]);
  own.destroy("copy");
  own.destroy("");
  t.same([own.keys("copy"), own.keys("site")], [[], ["colours"]]);
});

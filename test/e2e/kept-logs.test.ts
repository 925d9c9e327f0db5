import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { app, gone, settled } from "./apps.ts";

const prints = (text: string) => ({ procfile: `web: echo ${text}; exec httpd -f -p $PORT -h /www\n` });

t.test("what a release has printed is there when its containers are not", async (t) => {
  const r = settled(t);
  const a = app(t, r, "kept");
  const logs = (...words: string[]) => r.dokku(["logs", a.name, ...words]);
  const deploy = async (text: string) => {
    a.build(text, prints(text));
    t.equal((await a.deploy()).code, 0);
  };
  await deploy("one");
  t.match(logs("--release", "v1", "-q"), { code: 0, out: "one\n" });
  await deploy("two");
  t.equal((await a.retire()).code, 0);
  t.match(logs("--release", "v1"), { code: 1, err: /Nothing is kept of what v1 of \S+ has printed; .*logs:set \S+ keep 7d$/m });

  t.equal(r.dokku(["logs:set", a.name, "keep", "7d"]).code, 0);
  await deploy("three");
  t.match(logs("--release", "2", "-q"), { code: 0, out: "two\n" }, "while it drains, and then");
  t.equal((await a.retire()).code, 0);
  t.match(logs("--release", "2", "-q"), { code: 0, out: "two\n" });
  t.match(logs("--release", "v2").out, /^\d{4}-\S+Z app\[web\.1\]: two\n$/);
  t.match(JSON.parse(logs("--release", "v2", "--json").out), { process: "web.1", text: "two" });
  t.match(logs("--release", "v2", "--ps", "worker"), { code: 0, out: "" });

  t.equal((await a.deploy()).code, 0, "a restart");
  t.equal((await a.retire()).code, 0);
  t.match(logs("--release", "v3", "-q"), { code: 0, out: "three\nthree\n" }, "what was kept and what runs");
  t.match(logs("--release", "v3", "-q", "-n", "1"), { out: "three\n" }, "as many lines of a process");
  t.match(logs("--release", "v9"), { code: 1, err: /has no release v9; it has v1 to v3/ });
  t.match(logs("--release", "newest"), { code: 1, err: /"newest" is no release; use its number/ });
  t.match(logs("--release", "v3", "--tail"), { code: 2, err: /does not go together/ });

  const kept = (name: string) => {
    const folder = join(r.path, "lib/data/logs", name);
    return existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/[0-9a-f]{12}/, "ID")) : [];
  };
  t.strictSame(kept(a.name).sort(), ["v2.web.1.ID.log", "v3.web.1.ID.log"]);
  const other = `${a.name}-copy`;
  const renamed = `${a.name}-new`;
  gone(t, renamed);
  t.equal(r.dokku(["apps:clone", "--skip-deploy", a.name, other]).code, 0);
  t.strictSame(kept(other), [], "a copy has printed nothing");
  t.equal(r.dokku(["apps:rename", "--skip-deploy", a.name, renamed]).code, 0);
  t.strictSame(kept(a.name), []);
  t.strictSame(kept(renamed).sort(), ["v2.web.1.ID.log", "v3.web.1.ID.log", "v3.web.1.ID.log"], "with what ran until then");
  t.equal(r.dokku(["--force", "apps:destroy", renamed]).code, 0);
  t.notOk(existsSync(join(r.path, "lib/data/logs", renamed)));
});

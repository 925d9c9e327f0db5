import { execFileSync } from "node:child_process";
import t from "tap";
import { app, settled } from "./apps.ts";

/** Gives an app's image what builders give theirs. */
function labelled(name: string): void {
  const words = ["build", "--quiet", `--tag=dokku/${name}:latest`, `--label=com.dokku.app-name=${name}`, "-"];
  execFileSync("docker", words, {
    input: `FROM dokku/${name}:latest\nRUN echo own >/www/own\n`,
    stdio: ["pipe", "ignore", "ignore"],
  });
}

t.test("what an app holds, and what of it are old releases", async (t) => {
  const r = settled(t);
  const a = app(t, r, "ledger");
  const report = () => JSON.parse(r.dokku(["cleanup:report", a.name, "--json"]).out).apps[0];
  const command = ["/bin/sh", "-c", "echo more >/tmp/file; exec httpd -f -p 5000 -h /www"];
  a.build("one", { command });
  labelled(a.name);
  t.equal((await a.deploy()).code, 0);
  r.put(`lib/data/builds/${a.name}/x.log`, "x".repeat(1000));
  r.put(`lib/data/storage/${a.name}/file`, "x".repeat(2000));
  const first = report();
  t.match(first, { app: a.name, releases: 0, volumes: 2000, cache: 0 });
  t.ok(first.logs >= 1000 && first.images > 0, JSON.stringify(first));
  t.equal(first.total, first.images + first.containers + first.volumes + first.repository + first.logs);
  a.build("two", { command });
  labelled(a.name);
  t.equal((await a.deploy()).code, 0);
  t.ok(report().releases > 0, "the image of v1 is kept");
  const { out } = r.dokku(["cleanup:report"]);
  t.match(out, new RegExp(`^App +Images +Old releases .*\n${a.name} +\\d`));
});

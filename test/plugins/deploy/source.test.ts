import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { startOf } from "../../../plugins/common/lib/lock.ts";
import { remember, remembered } from "../../../plugins/deploy/lib/built.ts";
import { isDeployed, schedulerOf } from "../../../plugins/deploy/lib/deployed.ts";
import { deployImage } from "../../../plugins/deploy/lib/deployment.ts";
import { extracted, sourceFiles, sourceOf } from "../../../plugins/deploy/lib/extracted.ts";
import { deploying, revisionVariable } from "../../../plugins/deploy/lib/revision.ts";
import { sayDeployed } from "../../../plugins/deploy/lib/say.ts";
import { warm, warming } from "../../../plugins/deploy/lib/warm.ts";
import { here } from "../../lib/here.ts";

const host = (t: Test, more: Readonly<Record<string, string>> = {}) => here(t, { apps: ["web"] }, more);

t.test("what came with a source counts for its own deploy until that is live", async (t) => {
  const { io, put, path } = host(t);
  const folder = join(path, "lib/data/ps/web");
  const mine = extracted("ps", "Procfile", "web", { ...io.env, HOKKU_SOURCE: "1.1" });
  const theirs = extracted("ps", "Procfile", "web", { ...io.env, HOKKU_SOURCE: "2.2" });
  t.equal(mine.text(), undefined);
  mine.settle();
  t.notOk(existsSync(folder), "nothing came, nothing is made");
  mine.take("web: one\n");
  t.same([mine.text(), theirs.text(), mine.pending], ["web: one\n", undefined, join(folder, "Procfile.1.1")]);
  mine.settle();
  t.same([mine.text(), theirs.text(), readdirSync(folder)], ["web: one\n", "web: one\n", ["Procfile"]]);
  mine.take(undefined);
  t.same([mine.text(), theirs.text()], [undefined, "web: one\n"]);
  put("lib/data/ps/web/Procfile-other", "");
  theirs.take("web: two\n");
  t.same(readdirSync(folder).sort(), ["Procfile", "Procfile-other", "Procfile.2.2"], "what a failed one has left goes");
  t.equal(mine.text(), "web: one\n");
  theirs.take(undefined);
  theirs.settle();
  t.same(readdirSync(folder), ["Procfile-other"], "a release without one has none");
  theirs.take("web: three\n");
  theirs.take("web: four\n");
  theirs.settle();
  t.equal(mine.text(), "web: four\n");
});

t.test("whose source it is", async (t) => {
  const mine = { DOKKU_PID: String(process.pid) };
  t.equal(sourceOf("web", mine), `${process.pid}.${startOf(process.pid)}`);
  t.equal(sourceOf("web", {}), `.${startOf(0)}`);
  t.equal(sourceOf("web", { ...mine, HOKKU_SOURCE: "7.7" }), "7.7");
  for (const app of ["web", "app-web"]) t.equal(sourceOf(app, { HOKKU_BUILT: "web", HOKKU_SOURCE: "7.7" }), "built");
  t.equal(sourceOf("api", { HOKKU_BUILT: "web", HOKKU_SOURCE: "7.7" }), "7.7");
  const { io, path } = host(t, { HOKKU_SOURCE: "7.7" });
  const files = sourceFiles("web", io.env);
  const below = files.map(({ path: name, pending }) => [name, pending.slice(join(path, "lib/data").length)]);
  t.same(below, [
    ["app-json/app.json", "/app-json/web/app.json.7.7"],
    ["nginx-vhosts/nginx.conf.sigil", "/nginx-vhosts/app-web/nginx.conf.sigil.7.7"],
    ["nginx-vhosts/nginx.conf.template", "/nginx-vhosts/app-web/nginx.conf.template.7.7"],
    ["nginx-vhosts/nginx.ssl.conf.template", "/nginx-vhosts/app-web/nginx.ssl.conf.template.7.7"],
    ["ps/Procfile", "/ps/web/Procfile.7.7"],
    ["scheduler-docker-local/CHECKS", "/scheduler-docker-local/web/CHECKS.7.7"],
  ]);
});

t.test("which scheduler runs an app, and whether it does", async (t) => {
  const { io, put, answers, read, said } = host(t);
  t.equal(await schedulerOf(io, "web"), "docker-local");
  t.equal(await isDeployed(io, "web"), false, "nobody knows");
  answers("scheduler-detect", 'echo "of-$1"; echo another');
  t.equal(await schedulerOf(io, "web"), "of-web");
  answers("scheduler-is-deployed", 'echo "asked $*"; exit "$(<"$DOKKU_ROOT/../code")"');
  for (const [code, is] of [
    ["0", true],
    ["1", false],
    ["20", false],
  ] as const) {
    put("code", code);
    t.equal(await isDeployed(io, "web"), is, `its hook ends with ${code}`);
  }
  put("lib/config/common/web/deployed", "true");
  t.equal(await isDeployed(io, "web"), true);
  put("lib/config/common/web/deployed", "false");
  put("code", "0");
  t.equal(await isDeployed(io, "web"), false, "what is written down wins");
  t.equal(said(), "", "what the hook says is not for people");
  answers("scheduler-deploy", 'printf "[%s]" "$@" >>"$DOKKU_ROOT/../deployed"');
  await deployImage(io, "s", "web", "v1");
  await deployImage(io, "s", "web", "v1", "worker");
  t.equal(read("deployed"), "[s][web][v1][][s][web][v1][worker]");
  remember("dokku/web:latest", { labels: { a: "b" } });
  t.same([remembered("dokku/web:latest"), remembered("other")], [{ labels: { a: "b" } }, undefined]);
});

t.test("the commit has a variable, unless that was turned off", async (t) => {
  const { io, put } = host(t);
  const own = (io: { env: NodeJS.ProcessEnv }) => io.env.HOKKU_REVISION;
  t.equal(revisionVariable("web", io.env), "GIT_REV");
  t.equal(own(deploying(io, "web", "abc")), "web abc GIT_REV ");
  put("home/web/ENV", "export GIT_REV='old'\nexport SHA='sha'\n");
  t.equal(own(deploying(io, "web", "abc")), "web abc GIT_REV old");
  put("lib/config/git/web/rev-env-var", "SHA");
  t.equal(revisionVariable("web", io.env), "SHA");
  t.equal(own(deploying(io, "web", "abc")), "web abc SHA sha");
  put("lib/config/git/web/rev-env-var", "");
  t.equal(revisionVariable("web", io.env), "");
  t.equal(own(deploying(io, "web", "abc")), "web abc  ");
});

t.test("what is said of a deploy, and its number", async (t) => {
  const { io, said, read, answers } = host(t);
  const number = () => read("lib/config/common/web/release");
  const say = async (scheduler = "docker-local") => {
    await sayDeployed(io, "web", Date.now(), scheduler);
    return said().replace(/\d\.\d s/, "T");
  };
  t.equal(await say(), "=====> Application deployed:\n=====> Deployed v1 of web in T\n");
  t.equal(number(), "1");
  answers("domains-urls", "echo http://a.test https://b.test");
  const urls = "       http://a.test\n       https://b.test\n";
  t.equal(await say(), `=====> Application deployed:\n${urls}=====> Deployed v2 of web in T: http://a.test\n`);
  answers("release-live", "true");
  t.match(await say(), /Deployed v2 of/, "who writes releases down has counted it");
  t.match(await say("other"), /Deployed v3 of/, "but no other scheduler's");
  t.equal(number(), "3");
});

t.test("hooks of the next stage are loaded while one waits", async (t) => {
  const { io, put, read, answers } = host(t);
  const loads = (name: string, more: string) =>
    put(
      `lib/plugins/enabled/probe/${name}.ts`,
      `#!/usr/bin/env hokku\nimport { appendFileSync } from "node:fs";\nconst add = (text: string) => appendFileSync(${JSON.stringify(put("loaded", ""))}, text);\nadd("${name} ");\n${more}\n`,
    );
  loads("builder-release", "");
  loads("post-deploy", 'export const warm = async (env: { DOKKU_ROOT?: string }) => add(env.DOKKU_ROOT ? "warm " : "");');
  loads("receive-app", "");
  loads("release-and-deploy", 'throw new Error("broken");');
  answers("scheduler-deploy", "exit 1");
  t.equal(await warming(io.env, "deploy", async () => 7), 7);
  t.equal(read("loaded"), "release-and-deploy builder-release post-deploy warm ");
  await warm(io.env, "receive");
  t.match(read("loaded"), /warm receive-app $/);
});

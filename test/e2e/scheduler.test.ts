import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { takeLock } from "../../plugins/common/lib/lock.ts";
import { deployLock } from "../../plugins/deploy/lib/lock.ts";
import { until } from "../lib/patience.ts";
import type { Root } from "../lib/root.ts";
import { type App, app, deadlyDocker, docker, fire, settled, start, text } from "./apps.ts";

const ledger = ({ path }: Root): string[] => {
  const folder = join(path, "lib/data/ports");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const retired = ({ path }: Root): string => {
  const file = join(path, "lib/data/scheduler-docker-local/dead-containers");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};
/** The host's port of a web container. */
const portOf = (a: ReturnType<typeof app>, index: number): string => a.state()[`LISTEN.web.${index}`]?.split(":")[1] ?? "";

t.test("web and worker start, are checked and switch together", async (t) => {
  const r = settled(t);
  const a = app(t, r, "both");
  a.build("one", { procfile: "web: httpd -f -p $PORT -h /www\nworker: sleep 1000\n" });
  t.equal(r.dokku(["ps:scale", "--skip-deploy", a.name, "web=2", "worker=1"]).code, 0);
  const deployed = await a.deploy();
  t.equal(deployed.code, 0, deployed.err);
  t.match(
    deployed.out,
    /-----> Deploying web \(count=2\)[\s\S]*All checks successful \(worker\.1\)[\s\S]*-----> Running post-deploy/,
  );
  t.strictSame(a.containers(), [`${a.name}.web.1`, `${a.name}.web.2`, `${a.name}.worker.1`]);
  t.equal(await a.get(1), "one");
  t.equal(await a.get(2), "one");
  const facts = JSON.parse(docker("inspect", `${a.name}.web.1`))[0];
  t.match(facts.Config.Labels, {
    "com.dokku.app-name": a.name,
    "com.dokku.process-type": "web",
    "com.dokku.dyno": "web.1",
    dokku: "",
  });
  // docker puts them in any order.
  for (const variable of ["DYNO=web.1", "PORT=5000"]) t.ok(facts.Config.Env.includes(variable), variable);
  t.match(facts.HostConfig.RestartPolicy, { Name: "on-failure", MaximumRetryCount: 10 });
  t.equal(facts.HostConfig.Init, true);
  t.equal(facts.HostConfig.LogConfig.Config["max-size"], "10m");
  t.equal(ledger(r).length, 2, "one port for each web container");

  const first = a.state();
  t.match(first["IP.worker.1"], /^\d+\.\d+\.\d+\.\d+$/, "templates reach other processes by their own address");
  a.build("two");
  t.equal((await a.deploy()).code, 0);
  t.equal(await a.get(), "two");
  t.not(a.state()["CONTAINER.worker.1"], first["CONTAINER.worker.1"], "the worker is a new one too");
  t.equal((await a.retire()).code, 0);
  t.equal(a.containers().length, 3, "the old ones are gone");
  t.strictSame(ledger(r), [portOf(a, 1), portOf(a, 2)].sort(), "and so are their ports");
  t.equal(retired(r), "");
});

t.test("a release that does not come up changes nothing", async (t) => {
  const r = settled(t);
  r.put("lib/config/checks/--global/boot-timeout", "1");
  const a = app(t, r, "bad");
  a.build("good");
  t.equal((await a.deploy()).code, 0);
  const [before, names] = [a.state(), a.containers()];
  const rows = [
    {
      what: "crashes",
      command: ["/bin/sh", "-c", "echo no database >&2; exit 3"],
      err: /web\.1 ended with exit code 3 before it was up/,
      out: /no database/,
    },
    {
      what: "has no such program",
      command: ["/bin/nothing"],
      err: /exit code 127 \(its command was not found\)/,
      out: /still runs/,
    },
    {
      what: "listens nowhere",
      command: ["/bin/sleep", "100"],
      err: /port 5000 after 1 seconds: it listens on no port/,
      out: /still runs/,
    },
    {
      what: "listens elsewhere",
      command: ["/bin/httpd", "-f", "-p", "127.0.0.1:4000"],
      err: /it listens on 127\.0\.0\.1:4000/,
      out: /still runs/,
    },
  ];
  for (const { what, command, err, out } of rows) {
    a.build(what.replaceAll(" ", "-"), { command });
    const failed = await a.deploy();
    t.equal(failed.code, 1, what);
    t.match(failed.err, err, what);
    t.match(failed.out, out, what);
    t.strictSame(a.state(), before, `${what}: state is as it was`);
    t.strictSame(a.containers(), names, `${what}: nothing is left over`);
    t.equal(ledger(r).length, 1, `${what}: its port is free again`);
    t.equal(await a.get(), "good", `${what}: the old release serves`);
  }
  t.match(r.dokku(["logs:failed", a.name]).out, /failed deploy logs/);
});

t.test("a worker that dies takes the web process's release with it", async (t) => {
  const r = settled(t);
  const a = app(t, r, "worker");
  a.build("good", { procfile: "web: httpd -f -p $PORT -h /www\nworker: sleep 1000\n" });
  r.dokku(["ps:scale", "--skip-deploy", a.name, "worker=1"]);
  t.equal((await a.deploy()).code, 0);
  const before = a.state();
  // Longer than any machine takes to tell of the death, which ends the wait.
  r.put("lib/config/checks/--global/default-wait", "60");
  a.build("new", { procfile: "web: httpd -f -p $PORT -h /www\nworker: sleep 0.3; exit 4\n" });
  const client = r.put("bin/client", '#!/bin/sh\nexec docker "$@"\n');
  for (const way of [{}, { DOCKER_BIN: client }]) {
    const failed = await a.deploy(way);
    t.equal(failed.code, 1, "DOCKER_BIN" in way ? "by the docker client" : "by the engine's socket");
    t.match(failed.err, /worker\.1 ended with exit code 4 before it was up/);
    t.strictSame(a.state(), before);
    t.equal(await a.get(), "good");
  }
});

t.test("a Procfile without web is said, and the rest runs", async (t) => {
  const r = settled(t);
  const a = app(t, r, "noweb");
  a.build("one", { procfile: "worker: sleep 1000\n" });
  r.dokku(["ps:scale", "--skip-deploy", a.name, "worker=1"]);
  t.match(await a.deploy(), { code: 0, out: /Skipping web as it is missing from the current Procfile/ });
  t.strictSame(a.containers(), [`${a.name}.worker.1`]);
});

t.test("an address survives restarts, and the public port every deploy", async (t) => {
  const r = settled(t);
  const a = app(t, r, "address");
  a.build("one");
  t.equal((await a.deploy()).code, 0);
  const url = fire(r, "domains-urls", a.name, "urls").out.trim();
  t.match(url, /^http:\/\/[^/]+:\d+$/);
  const here = `http://127.0.0.1:${url.split(":").at(-1)}/`;
  t.equal(await text(here), "one");
  docker("restart", "--time", "1", `${a.name}.web.1`);
  t.equal(await text(here), "one", "the port proxy waits for the container");
  t.equal(await a.get(), "one", "the address is the same");

  a.build("two");
  const answers: string[] = [];
  let deploying = true;
  const asking = (async () => {
    while (deploying) answers.push(await text(here));
  })();
  t.equal((await a.deploy()).code, 0);
  t.equal(await text(here), "two", "the same public port, the new release");
  deploying = false;
  await asking;
  t.strictSame([...new Set(answers)].sort(), ["one", "two"], `not one of ${answers.length} requests failed`);

  const { pid } = JSON.parse(readFileSync(join(r.path, "lib/data/port-proxy/daemon.lock"), "utf8"));
  process.kill(pid, "SIGKILL");
  t.match(await text(here), /^error/);
  t.equal((await a.deploy()).code, 0);
  t.equal(await text(here), "two", "the next deploy brings the port proxy back");
  const rss = Number(
    /VmRSS:\s+(\d+)/.exec(
      readFileSync(
        `/proc/${JSON.parse(readFileSync(join(r.path, "lib/data/port-proxy/daemon.lock"), "utf8")).pid}/status`,
        "utf8",
      ),
    )?.[1],
  );
  t.ok(rss < 62_000, `${rss} kB`);
  fire(r, "post-delete", a.name, "latest");
  t.strictSame(a.containers(), []);
  t.strictSame(ledger(r), []);
});

t.test("killed with -9 anywhere, it is finished or undone by the next command", async (t) => {
  const r = settled(t);
  const deadly = deadlyDocker(r);
  const a = app(t, r, "kill");
  a.build("old", { procfile: "web: httpd -f -p $PORT -h /www\nworker: sleep 1000\n" });
  r.dokku(["ps:scale", "--skip-deploy", a.name, "worker=1"]);
  t.equal((await a.deploy()).code, 0);
  const rows: [string, "before" | "after", string][] = [
    ["image inspect", "after", "old"],
    ["container create", "before", "old"],
    ["container create", "after", "old"],
    ["container start", "after", "old"],
    ["container inspect", "after", "old"],
    ["container rename", "before", "new"],
    ["container rename", "after", "new"],
    ["upcoming", "before", "old"],
  ];
  for (const [match, when, then] of rows) {
    const name = `${match}, ${when}`;
    a.build(`${then}-${rows.findIndex((row) => row[0] === match && row[1] === when)}`);
    const was = await a.get();
    const killed = await a.deploy(deadly(match, when));
    t.equal(killed.code, -1, `killed at ${name}`);
    t.not((await a.get()).startsWith("error"), `${name}: it serves`);
    const retire = await a.retire();
    t.equal(retire.code, 0, retire.err);
    const expected = then === "old" ? was : `new-${rows.findIndex((row) => row[0] === match && row[1] === when)}`;
    t.equal(await a.get(), expected, `${name}: ${then} release`);
    await a.retire();
    t.strictSame(a.containers(), [`${a.name}.web.1`, `${a.name}.worker.1`], `${name}: nothing is left over`);
    t.strictSame(ledger(r), [portOf(a, 1)], `${name}: no port is lost`);
    t.notOk(existsSync(join(r.path, "lib/data/scheduler-docker-local", a.name, "deploy.json")), `${name}: journal closed`);
  }
});

t.test("killed with -9 while hooks run: the switch is finished, every hook hears of it again", async (t) => {
  const r = settled(t);
  const a = app(t, r, "hooks");
  a.build("old");
  t.equal((await a.deploy()).code, 0);
  for (const hook of ["core-post-deploy", "post-deploy"]) {
    const file = `lib/plugins/enabled/zz-${hook}/${hook}`;
    r.put(
      file,
      `#!/usr/bin/env bash\nif [[ ! -e $DOKKU_ROOT/../${hook} ]]; then touch "$DOKKU_ROOT/../${hook}"; kill -9 "$PPID"; sleep 1; fi\n`,
    );
    a.build(hook);
    t.equal((await a.deploy()).code, -1, `killed in ${hook}`);
    t.equal(await a.get(), hook, "the new release serves already");
    t.equal(r.dokku(["ps:stop", a.name]).code, 0, "any command of the scheduler finishes it");
    t.equal(r.dokku(["ps:start", a.name]).code, 0);
    await a.retire();
    t.strictSame(a.containers(), [`${a.name}.web.1`]);
    t.strictSame(ledger(r), [portOf(a, 1)]);
  }
});

t.test("tasks of a deploy: once, in order, a failure ends it before the switch", async (t) => {
  const r = settled(t);
  const a = app(t, r, "tasks");
  const scripts = {
    postdeploy: "echo very first",
    dokku: { predeploy: "echo changed > /www/index.html", postdeploy: "echo after" },
  };
  const procfile = "web: httpd -f -p $PORT -h /www\nrelease: echo releasing $DYNAMIC\n";
  const release = () => {
    const image = `dokku/${a.name}:latest`;
    const pre = fire(r, "pre-release-builder", "dockerfile", a.name, image);
    return [pre, fire(r, "post-release-builder", "dockerfile", a.name, image)];
  };
  a.build("built", {
    procfile,
    appJson: { scripts, env: { DYNAMIC: "with a value", KEY: { generator: "secret" } }, formation: { web: { quantity: 2 } } },
  });
  const [pre, post] = release();
  t.match(pre, { code: 0, out: /Setting 2 env var\(s\)[\s\S]*Executing predeploy task/ });
  t.notMatch(pre?.out, /KEY/, "generated secrets are not shown");
  t.match(post, { code: 0, out: /releasing with a value[\s\S]*very first/ });
  const deployed = await a.deploy();
  t.match(deployed, { code: 0, out: /\nafter\n/ });
  t.equal(await a.get(2), "changed", "what the predeploy task did is in the image, and the formation counts");
  t.match(r.dokku(["ps:scale", a.name, "web=1"]), { code: 1, err: /formations key/ });
  t.notMatch(release()[1]?.out, /very first/, "the very first task runs once");
  a.build("next", { procfile: "web: httpd -f -p $PORT -h /www\nrelease: exit 3\n", appJson: {} });
  t.match(release()[1], { code: 1, err: /Execution of release task failed with exit code 3/ });
});

t.test("without zero downtime the old containers stop first, and come back when the new ones cannot", async (t) => {
  const r = settled(t);
  const a = app(t, r, "down");
  a.build("old");
  t.equal((await a.deploy()).code, 0);
  r.put(`lib/config/checks/${a.name}/disabled`, "_all_");
  a.build("new");
  t.match(await a.deploy(), { code: 0, out: /Zero downtime is disabled/ });
  r.dokku(["docker-options:add", a.name, "deploy", "--network=nowhere-to-be-found"]);
  const before = a.state();
  t.equal((await a.deploy()).code, 1);
  t.strictSame(a.state(), before);
  t.equal(await text(`http://${before["LISTEN.web.1"]}/`), "new");
});

t.test("a proxy that cannot follow brings the old release back", async (t) => {
  const r = settled(t);
  const a = app(t, r, "proxy");
  a.build("old");
  t.equal((await a.deploy()).code, 0);
  const before = a.state();
  r.put(
    "lib/plugins/enabled/zz-proxy/core-post-deploy",
    '#!/usr/bin/env bash\nif [[ -e $DOKKU_ROOT/../broken ]]; then echo "bad vhost" >&2; exit 7; fi\n',
  );
  r.put("broken", "");
  a.build("new");
  const failed = await a.deploy();
  t.equal(failed.code, 7);
  t.strictSame(a.state(), before);
  t.strictSame(a.containers(), [`${a.name}.web.1`]);
  t.equal(await a.get(), "old");
  t.equal(retired(r), "", "the old container stays");
});

t.test("two deploys at once come one after the other", async (t) => {
  const r = settled(t);
  const a = app(t, r, "twice");
  a.build("same");
  const both = await Promise.all([a.deploy(), a.deploy()]);
  t.strictSame(
    both.map(({ code }) => code),
    [0, 0],
    both.map(({ err }) => err).join(),
  );
  t.ok(
    both.some(({ out }) => /Waiting, as a deploy is under way/.test(out)),
    "one waited",
  );
  t.equal(await a.get(), "same");
  // As whoever retired them was killed just after.
  docker("rm", "--force", ...a.containers().filter((name) => name !== `${a.name}.web.1`));
  await a.retire();
  t.strictSame(ledger(r), [portOf(a, 1)], "and the port of one that had gone already is free");
  t.strictSame(a.containers(), [`${a.name}.web.1`]);
});

t.test("scaling, stopping, starting, restoring", async (t) => {
  const r = settled(t);
  const a = app(t, r, "scale");
  a.build("up", { procfile: "web: httpd -f -p $PORT -h /www\nworker: sleep 1000\n" });
  t.equal((await a.deploy()).code, 0);
  const web = a.state()["CONTAINER.web.1"];
  t.equal(r.dokku(["ps:scale", a.name, "worker=2"]).code, 0);
  t.strictSame(
    Object.keys(a.state())
      .filter((name) => name.startsWith("C"))
      .sort(),
    ["CONTAINER.web.1", "CONTAINER.worker.1", "CONTAINER.worker.2"],
  );
  t.equal(a.state()["CONTAINER.web.1"], web, "web was left alone");
  t.equal(r.dokku(["ps:scale", a.name, "worker=0", "web=0"]).code, 0);
  t.strictSame(a.state(), {});
  t.equal((await a.retire()).code, 0);
  t.strictSame(a.containers(), []);
  t.strictSame(ledger(r), []);
  t.match(r.dokku(["ps:scale", a.name, "nope=1"]), { code: 1, err: /nope is not a valid process name to scale up/ });
  t.match(r.dokku(["ps:scale", a.name, "web=x"]), { code: 1, err: /"web=x" is no scale/ });

  r.dokku(["ps:scale", "--skip-deploy", a.name, "web=1"]);
  t.equal((await a.deploy()).code, 0);
  const up = a.state();
  t.equal(r.dokku(["ps:restart", a.name]).code, 0);
  t.not(a.state()["CONTAINER.web.1"], up["CONTAINER.web.1"]);
  await a.retire();
  docker("stop", "--time", "1", `${a.name}.web.1`);
  const stopped = a.state();
  t.equal(r.dokku(["ps:restore", a.name]).code, 0);
  // In Docker's network it may have another address than before; where it is published stays.
  const ip = docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", `${a.name}.web.1`).trim();
  t.strictSame(a.state(), { ...stopped, "IP.web.1": ip }, "restore starts the same container and notes its address");
  t.equal(await a.get(), "up");
  t.equal(r.dokku(["ps:stop", a.name]).code, 0);
  t.equal(r.dokku(["ps:report", a.name, "--running"]).out, "false\n");
  t.match(r.dokku(["ps:restore", a.name]).err, /Skipping ps:restore/);
  t.equal(r.dokku(["ps:start", a.name]).code, 0);
  t.equal(r.dokku(["ps:report", a.name, "--running"]).out, "true\n");
  t.equal(await a.get(), "up");
  const inspected = r.dokku(["ps:inspect", a.name]).out;
  t.match(inspected, /"PORT=5000"/);
});

t.test("case 28: all apps come back; one's trouble ends nothing, and one that is deployed is waited for last", async (t) => {
  const r = settled(t);
  const apps = ["all-a", "all-b", "all-c"].map((hint) => app(t, r, hint));
  const [busy, lost, fine] = apps as [App, App, App];
  for (const a of apps) {
    a.build(a.name);
    t.equal((await a.deploy()).code, 0);
    r.put(`lib/config/common/${a.name}/deployed`, "true");
  }
  docker("stop", "--time", "1", `${busy.name}.web.1`, `${fine.name}.web.1`);
  docker("rm", "--force", `${lost.name}.web.1`);
  docker("rmi", "--force", `dokku/${lost.name}:latest`);
  r.put("lib/plugins/enabled/spy/scheduler-pre-restore", '#!/usr/bin/env bash\necho "$2" >>"$DOKKU_ROOT/../asked"\n');
  r.put("lib/plugins/enabled/spy/post-restore", '#!/usr/bin/env bash\necho end >>"$DOKKU_ROOT/../asked"\n');
  const lock = takeLock(deployLock(busy.name, r.env), "a test");
  if ("holder" in lock) throw new Error("nobody else deploys here");
  const restore = start(r, "core/dokku", ["ps:restore", "--parallel", "1"]).done;
  await until(async () => (await fine.get()) === fine.name);
  const isRunning = docker("inspect", "--format", "{{.State.Running}}", `${busy.name}.web.1`);
  t.equal(isRunning.trim(), "false", "the one that is deployed is not touched");
  lock.release();
  const restored = await restore;
  t.equal(restored.code, 1);
  t.match(restored.err, `restore failed for 1 of the apps: ${lost.name}`);
  t.equal(await busy.get(), busy.name);
  t.same(readFileSync(join(r.path, "asked"), "utf8").trim().split("\n"), [lost.name, fine.name, busy.name, "end"]);
});

t.test("ps:restore ends when the apps are up; one that does not come up is deployed anew, or named", async (t) => {
  const r = settled(t);
  const [slow, healed, never] = ["slow", "healed", "never"].map((hint) => app(t, r, hint)) as [App, App, App];
  const httpd = "exec httpd -f -p 5000 -h /www";
  const once = { command: ["sh", "-c", `if [ -e /tmp/once ]; then exec sleep 1000; fi; echo >/tmp/once; ${httpd}`] };
  slow.build("slow", { command: ["sh", "-c", `sleep 3; ${httpd}`] });
  healed.build("healed", once);
  never.build("never", once);
  for (const a of [slow, healed, never]) {
    t.equal((await a.deploy()).code, 0);
    r.put(`lib/config/common/${a.name}/deployed`, "true");
    if (a !== slow) r.put(`lib/config/checks/${a.name}/boot-timeout`, "5");
    docker("stop", "--time", "1", `${a.name}.web.1`);
  }
  never.build("never", { command: ["sleep", "1000"] });
  const { child, done } = start(r, "core/dokku", ["ps:restore", "--all"]);
  await until(async () => (await slow.get()) === "slow");
  t.equal(child.exitCode, null, "an app that does not come up keeps none of the others");
  const restored = await done;
  t.match(restored, { code: 1, err: `restore failed for 1 of the apps: ${never.name}\n` });
  t.match(restored.err, new RegExp(`against app ${never.name}: web.1 does not accept connections on port 5000`));
  t.match(restored.err, new RegExp(`${healed.name} runs and is not up, deploying it anew: web.1 does not accept`));
  t.equal(await healed.get(), "healed");
  docker("stop", "--time", "1", `${slow.name}.web.1`);
  t.equal(r.dokku(["ps:restore", slow.name]).code, 0);
  t.equal(await slow.get(), "slow", "it answers when the command has ended");
  r.put(`lib/config/checks/${never.name}/skipped`, "web");
  docker("stop", "--time", "1", `${never.name}.web.1`);
  t.equal(r.dokku(["ps:restore", never.name]).code, 0, "what is not to be checked is not waited for");
});

t.test("healthchecks of app.json decide", async (t) => {
  const r = settled(t);
  const a = app(t, r, "health");
  const check = (entry: object) => ({
    appJson: { healthchecks: { web: [{ type: "startup", name: "mine", attempts: 1, ...entry }] } },
  });
  a.build("fine", check({ path: "/", content: "fine" }));
  t.equal((await a.deploy()).code, 0);
  const rows: [string, object, RegExp | undefined][] = [
    ["content", { path: "/", content: "something else" }, /unable to find expected content/],
    ["path", { path: "/nothing" }, /unexpected status code: 404/],
    ["command", { command: ["sh", "-c", "echo sick; exit 5"] }, /exit code 5\n.*sick/s],
    ["command that passes", { command: ["true"] }, undefined],
    ["warning only", { path: "/nothing", warn: true }, undefined],
    ["uptime", { uptime: 1 }, undefined],
    ["two in one", { uptime: 1, path: "/" }, /one check looks at one thing/],
  ];
  for (const [what, entry, err] of rows) {
    a.build("fine", check(entry));
    const done = await a.deploy();
    t.equal(done.code, err ? 1 : 0, what);
    if (err) t.match(done.err, err, what);
    t.equal(await a.get(), "fine", what);
  }
});

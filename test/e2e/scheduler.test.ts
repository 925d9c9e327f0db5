import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { checkout, type Root, ran, root } from "../lib/root.ts";
import { app, deadlyDocker, docker, fire, start, text } from "./apps.ts";

t.setTimeout(900_000);

const ledger = ({ path }: Root): string[] => {
  const folder = join(path, "lib/data/ports");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const retired = ({ path }: Root): string => {
  const file = join(path, "lib/data/scheduler-docker-local/dead-containers");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};
/** Old containers may go at once; no proxy but the port proxy, on an address of its own. */
const settled = (t: Test): Root => {
  const r = root(t);
  r.put("lib/config/checks/--global/wait-to-retire", "0");
  r.put("lib/config/checks/--global/default-wait", "1");
  r.put("lib/config/proxy/--global/type", "port-proxy");
  t.teardown(() => r.dokku(["port-proxy:stop"]));
  return r;
};

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
  a.build("two");
  t.equal((await a.deploy()).code, 0);
  t.equal(await a.get(), "two");
  t.not(a.state()["CONTAINER.worker.1"], first["CONTAINER.worker.1"], "the worker is a new one too");
  t.equal(r.dokku(["ps:retire", a.name]).code, 0);
  t.equal(a.containers().length, 3, "the old ones are gone");
  t.strictSame(ledger(r), [a.state()["PORT.web.1"], a.state()["PORT.web.2"]].sort(), "and so are their ports");
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
  a.build("new", { procfile: "web: httpd -f -p $PORT -h /www\nworker: sleep 0.3; exit 4\n" });
  for (const way of [{}, { DOCKER_HOST: "unix:///var/run/docker.sock" }]) {
    const failed = await a.deploy(way);
    t.equal(failed.code, 1, "DOCKER_HOST" in way ? "by the docker client" : "by the engine's socket");
    t.match(failed.err, /worker\.1 ended with exit code 4 before it was up/);
    t.strictSame(a.state(), before);
    t.equal(await a.get(), "good");
  }
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
    const retire = r.dokku(["ps:retire", a.name]);
    t.equal(retire.code, 0, retire.err);
    const expected = then === "old" ? was : `new-${rows.findIndex((row) => row[0] === match && row[1] === when)}`;
    t.equal(await a.get(), expected, `${name}: ${then} release`);
    r.dokku(["ps:retire", a.name]);
    t.strictSame(a.containers(), [`${a.name}.web.1`, `${a.name}.worker.1`], `${name}: nothing is left over`);
    t.strictSame(ledger(r), [a.state()["PORT.web.1"]], `${name}: no port is lost`);
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
    r.dokku(["ps:retire", a.name]);
    t.strictSame(a.containers(), [`${a.name}.web.1`]);
    t.strictSame(ledger(r), [a.state()["PORT.web.1"]]);
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
  t.equal(await text(`http://127.0.0.1:${before["PORT.web.1"]}/`), "new");
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
    both.some(({ out }) => /Waiting for a deploy of/.test(out)),
    "one waited",
  );
  t.equal(await a.get(), "same");
  r.dokku(["ps:retire", a.name]);
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
  t.equal(r.dokku(["ps:retire", a.name]).code, 0);
  t.strictSame(a.containers(), []);
  t.strictSame(ledger(r), []);
  t.match(r.dokku(["ps:scale", a.name, "nope=1"]), { code: 1, err: /nope is not a valid process name to scale up/ });
  t.match(r.dokku(["ps:scale", a.name, "web=x"]), { code: 1, err: /"web=x" is no scale/ });

  r.dokku(["ps:scale", "--skip-deploy", a.name, "web=1"]);
  t.equal((await a.deploy()).code, 0);
  const up = a.state();
  t.equal(r.dokku(["ps:restart", a.name]).code, 0);
  t.not(a.state()["CONTAINER.web.1"], up["CONTAINER.web.1"]);
  r.dokku(["ps:retire", a.name]);
  docker("stop", "--time", "1", `${a.name}.web.1`);
  const stopped = a.state();
  t.equal(r.dokku(["ps:restore", a.name]).code, 0);
  t.strictSame(a.state(), stopped, "restore starts the same container at the same address");
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

t.test("run and enter: words, bytes, exit codes", async (t) => {
  const r = settled(t);
  const a = app(t, r, "run");
  a.build("x", { procfile: "web: httpd -f -p $PORT -h /www\ntask: echo from the Procfile\n" });
  r.put(`home/${a.name}/ENV`, "export SECRET='two words'\n");
  t.equal((await a.deploy()).code, 0);
  const bytes = randomBytes(200_000);
  const raw = (words: string[]) => {
    return spawnSync(join(checkout, "core/dokku"), words, { env: r.env, input: bytes, maxBuffer: 1 << 24 });
  };
  t.ok(raw(["run", a.name, "cat"]).stdout.equals(bytes), "run passes bytes through");
  t.ok(raw(["enter", a.name, "web", "cat"]).stdout.equals(bytes), "enter does too");
  const rows: [string[], number, string][] = [
    [["run", a.name, "sh", "-c", "exit 42"], 42, ""],
    [["run", a.name, "--", "echo", "a  b", "$HOME", "*"], 0, "a  b $HOME *\n"],
    [["run", "-e", "ONE=1 2", a.name, "sh", "-c", 'echo "$ONE/$SECRET"'], 0, "1 2/two words\n"],
    [["run", a.name, "task"], 0, "from the Procfile\n"],
    [["enter", a.name, "web", "sh", "-c", "exit 9"], 9, ""],
    [["enter", a.name, "web.1", "echo", "$SECRET"], 0, "$SECRET\n"],
    [["enter", a.name, "--container-id", a.state()["CONTAINER.web.1"]?.slice(0, 12) ?? "", "echo", "hi"], 0, "hi\n"],
  ];
  for (const [words, code, out] of rows) t.match(r.dokku(words), { code, out }, words.slice(1).join(" "));
  t.match(r.dokku(["enter", a.name, "nope"]), { code: 1, err: /Available types for app/ });
  t.match(r.dokku(["run", "--ttl-seconds", "x", a.name]), { code: 1, err: /positive integer/ });
  const name = r.dokku(["run:detached", a.name, "sleep", "100"]).out.trim();
  t.match(name, new RegExp(`^${a.name}\\.run\\.\\d+$`));
  t.match(JSON.parse(r.dokku(["run:list", a.name, "--format", "json"]).out), [{ name, state: "running" }]);
  t.equal(r.dokku(["run:stop", "--container", name]).code, 0);
  t.equal(r.dokku(["run:detached", "--ttl-seconds", "1", a.name, "sleep", "100"]).code, 0);
  await new Promise((resolve) => setTimeout(resolve, 2100));
  t.equal(r.dokku(["run:retire", a.name]).code, 0);
  t.strictSame(a.containers(), [`${a.name}.web.1`]);

  const long = start(r, "core/dokku", [
    "run",
    a.name,
    "sh",
    "-c",
    "trap 'exit 77' TERM; echo up; while true; do sleep 0.1; done",
  ]);
  await new Promise((resolve) => long.child.stdout?.once("data", resolve));
  long.child.kill("SIGTERM");
  t.equal((await long.done).code, 77, "a signal reaches the command, its exit code comes back");
});

t.test("logs of several containers, merged and followed", async (t) => {
  const r = settled(t);
  const a = app(t, r, "logs");
  a.build("x", {
    procfile: "web: echo web is up; exec httpd -f -p $PORT -h /www\nclock: while true; do echo tick; sleep 0.2; done\n",
  });
  r.dokku(["ps:scale", "--skip-deploy", a.name, "clock=1"]);
  t.equal((await a.deploy()).code, 0);
  const all = r.dokku(["logs", a.name]).out;
  t.match(all, /^\d{4}-\d\d-\d\dT[\d:.]+Z app\[web\.1\]: web is up$/m);
  t.match(all, /^\d{4}-\d\d-\d\dT[\d:.]+Z app\[clock\.1\]: tick$/m);
  const times = all
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  t.strictSame(times, times.toSorted(), "in the order of time");
  t.equal(r.dokku(["logs", "-q", "-p", "web", a.name]).out, "web is up\n");
  t.equal(r.dokku(["logs", "-q", "-p", "clock", "-n", "2", a.name]).out, "tick\ntick\n");
  const tail = start(r, "core/dokku", ["logs", "-t", a.name]);
  let seen = "";
  await new Promise<void>((resolve) =>
    tail.child.stdout?.on("data", (chunk) => {
      seen += chunk;
      if (seen.split("tick").length > 20) resolve();
    }),
  );
  tail.child.kill("SIGTERM");
  t.not((await tail.done).code, 0);
  t.equal(docker("top", `${a.name}.web.1`).split("\n").length > 1, true);
  t.notMatch(
    ran("pgrep", ["-af", `logs --timestamps --follow .*${a.state()["CONTAINER.clock.1"]}`], {
      env: { PATH: process.env.PATH ?? "" },
    }).out,
    /docker/,
    "no client is left",
  );
});

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import t from "tap";
import { until } from "../lib/patience.ts";
import { checkout, ran } from "../lib/root.ts";
import { app, docker, settled, start } from "./apps.ts";

t.test("run and enter: words, bytes, exit codes", async (t) => {
  const r = settled(t);
  const a = app(t, r, "run");
  a.build("x", { procfile: "web: httpd -f -p $PORT -h /www\ntask: echo from the Procfile\nasks: echo '$1' is\n" });
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
    [["run", a.name, "task"], 0, "-----> Found 'task' in Procfile, running that command\nfrom the Procfile\n"],
    [["--quiet", "run", a.name, "asks", "a  b", "*"], 0, "$1 is a  b *\n"],
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
  await until(() => {
    t.equal(r.dokku(["run:retire", a.name]).code, 0);
    return a.containers().length === 1;
  });
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

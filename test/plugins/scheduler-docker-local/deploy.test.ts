import { existsSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { Io } from "../../../core/execute.ts";
import { deploy } from "../../../plugins/scheduler-docker-local/lib/deploy.ts";
import { readJournal, writeJournal } from "../../../plugins/scheduler-docker-local/lib/journal.ts";
import { ledger } from "../../../plugins/scheduler-docker-local/lib/ledger.ts";
import { recover } from "../../../plugins/scheduler-docker-local/lib/recover.ts";
import { retired } from "../../../plugins/scheduler-docker-local/lib/retired.ts";
import { stateFiles } from "../../../plugins/scheduler-docker-local/lib/state.ts";
import { containerId, FAKE_DOCKER } from "../../lib/fake-docker.ts";
import { here } from "../../lib/here.ts";
import { until } from "../../lib/patience.ts";

/** Hooks that are only written down. */
const TOLD = [
  "pre-deploy",
  "post-container-create",
  "check-deploy",
  "scheduler-post-deploy-process",
  "core-post-deploy",
  "release-live",
  "post-deploy",
];

/** A host whose app listens on a port that this process has open; nothing has to stay up, and nothing waits. */
async function host(t: Test) {
  const made = here(t, { apps: ["web"], programs: { docker: FAKE_DOCKER } }, { DOKKU_PID: String(process.pid) });
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  made.put("image.json", '[{"Id":"sha256:img","Config":{}}]');
  made.put("scale", "web=1\nworker=2\n");
  made.answers("ps-current-scale", 'cat "$DOKKU_ROOT/../scale"');
  made.answers("procfile-exists", '[[ -f "$DOKKU_ROOT/../procfile" ]]');
  made.answers("procfile-get-command", 'sed -n "s/^$2: //p" "$DOKKU_ROOT/../procfile"');
  made.answers("ports-get", `echo http:80:${port}; echo https:443:${port}; echo udp:53:5353`);
  for (const name of TOLD)
    made.answers(
      name,
      `echo "${name}$(printf ' %s' "$@")" >>"$DOKKU_ROOT/../told"\nif [[ $(cat "$DOKKU_ROOT/../fails" 2>/dev/null) == ${name} ]]; then exit 5; fi`,
    );
  made.put("procfile", "web: node server.js\nworker: node worker.js\n");
  const setting = (key: string, value: string) => made.put(`lib/config/checks/web/${key}`, value);
  setting("default-wait", "0");
  setting("boot-timeout", "1");
  setting("wait-to-retire", "0");
  made.put("hokku/core/dokku", '#!/usr/bin/env bash\necho "$*" >>"$DOKKU_ROOT/../retiring"\n');
  const io: Io = { ...made.io, env: { ...made.io.env, HOKKU_PATH: join(made.path, "hokku") } };
  const told = () => (made.read("told") ?? "").split("\n").filter(Boolean);
  const ids = () => (existsSync(join(made.path, "engine")) ? readdirSync(join(made.path, "engine")) : []);
  const names = () => ids().map((id) => made.read(`engine/${id}/name`)?.trim());
  const words = (start: string) =>
    made
      .calls("docker")
      .map((call) => call.words.join(" "))
      .filter((line) => line.startsWith(start));
  return { ...made, io, env: io.env, port, told, names, words };
}

const [ONE, TWO, FOUR] = [containerId(1), containerId(2), containerId(4)];

t.test("a first deploy: all start, are checked, and are the release", async (t) => {
  const { io, env, said, told, names, words, port, read } = await host(t);
  await deploy(io, "web", "latest");
  t.same(names().sort(), ["web.web.1", "web.worker.1", "web.worker.2"]);
  const files = stateFiles("web", env);
  t.same(Object.keys(files).sort(), [
    "CONTAINER.web.1",
    "CONTAINER.worker.1",
    "CONTAINER.worker.2",
    "IP.web.1",
    "IP.worker.1",
    "IP.worker.2",
    "LISTEN.web.1",
    "PORT.web.1",
  ]);
  t.same([files["PORT.web.1"], files["LISTEN.web.1"], files["IP.web.1"]], [`${port}`, `127.0.0.1:${port}`, "127.0.0.1"]);
  const web = files["CONTAINER.web.1"] ?? "";
  t.match(read(`engine/${web}/words`), /\ndokku\/web:latest\nnode\nserver\.js\n/);
  t.match(read(`engine/${web}/words`), new RegExp(`\n--publish=127\\.0\\.0\\.1:2\\d{4}:${port}\n`));
  t.match(read(`engine/${files["CONTAINER.worker.1"]}/words`), /\nnode\nworker\.js\n/);
  t.notMatch(read(`engine/${files["CONTAINER.worker.1"]}/words`), /--publish/);
  t.same(
    ledger(env).map(({ place, container }) => [place, container]),
    [["web.web.1", `web.web.1.upcoming-${process.pid}`]],
    "one port of the host, as it listens on one",
  );
  const output = said();
  t.match(output, /^-----> Deploying web \(count=1\)\n-----> Deploying worker \(count=2\)\n/);
  for (const place of ["web.1", "worker.1", "worker.2"])
    t.match(
      output,
      new RegExp(` {7}Attempting pre-flight checks \\(${place}\\)\n[^]* {7}All checks successful \\(${place}\\)\n`),
    );
  t.match(output, /\n-----> Running post-deploy\n$/);
  const all = told();
  t.equal(all[0], "pre-deploy web latest");
  t.same(
    all.filter((line) => /^post-container/.test(line)).sort(),
    [
      ...["web", "worker", "worker"].map(
        (type, at) =>
          `post-container-create app ${[files["CONTAINER.web.1"], ...[files["CONTAINER.worker.1"], files["CONTAINER.worker.2"]].sort()][at]} web deploy ${type}`,
      ),
    ].sort(),
  );
  t.ok(all.includes(`check-deploy web ${web} web ${port} 127.0.0.1 1`));
  t.ok(all.includes(`check-deploy web ${files["CONTAINER.worker.2"]} worker   2`));
  t.same(all.slice(-5), [
    "scheduler-post-deploy-process web web",
    "scheduler-post-deploy-process web worker",
    `core-post-deploy web ${port} 127.0.0.1 latest`,
    "release-live web latest sha256:img",
    `post-deploy web ${port} 127.0.0.1 latest`,
  ]);
  t.equal(readJournal("web", env), undefined);
  t.same([retired(env), words("container stop"), words("container rm")], [[], [], []]);
  t.equal(read("retiring"), undefined, "there is nothing to retire");
});

t.test("the next takes its place, and the old ones live on for a while", async (t) => {
  const { io, env, said, names, words, put, read } = await host(t);
  put("scale", "web=1\nworker=0\n");
  await deploy(io, "web", "latest");
  said();
  put("lib/data/scheduler-docker-local/web/failed.log", "of before\n");
  await deploy(io, "web", "latest");
  t.match(
    said(),
    /^-----> Deploying web \(count=1\)\n[\s\S]*\n-----> Shutting down old containers in 0 seconds\n$/,
    "a type that neither runs nor is to run is not named",
  );
  t.match(names()[0], /^web\.web\.1\.\d{13}$/);
  t.equal(names()[1], "web.web.1");
  t.equal(stateFiles("web", env)["CONTAINER.web.1"], TWO);
  t.match(retired(env), [{ app: "web", id: ONE, due: Number }]);
  t.ok(Math.abs((retired(env)[0]?.due ?? 0) - Date.now() / 1000) < 60);
  t.same([words("container stop"), words("container rm")], [[], []]);
  t.equal(read("lib/data/scheduler-docker-local/web/failed.log"), undefined);
  await until(() => read("retiring"));
  t.equal(read("retiring"), "ps:retire web\n");
});

t.test("one that ends is the end of the deploy, and what ran before runs on", async (t) => {
  const { io, env, said, names, put, read, words, told } = await host(t);
  put("scale", "worker=1\n");
  put("dies", "127");
  put("output", "2026-01-01T00:00:02Z second\n2026-01-01T00:00:01Z first\n");
  put("lib/config/checks/web/default-wait", "60");
  await t.rejects(deploy(io, "web", "latest"), {
    code: 1,
    message: "worker.1 ended with exit code 127 (its command was not found) before it was up",
  });
  const output = said();
  const title = "web container output (000000010000 worker.1)";
  t.match(output, `=====> Start of ${title}\n       first\n       second\n=====> End of ${title}\n       Nothing of web runs\n`);
  t.match(output, " Skipping web as it is missing from the current Procfile\n");
  t.equal(
    read("lib/data/scheduler-docker-local/web/failed.log"),
    `=====> Start of ${title}\nfirst\nsecond\n=====> End of ${title}\n`,
  );
  t.same([names(), stateFiles("web", env), readJournal("web", env)], [[], {}, undefined]);
  t.same(words("container rm"), [`container rm --force --volumes web.worker.1.upcoming-${process.pid}`]);
  t.notOk(told().some((line) => /^(check|core-post|post)-deploy/.test(line)));
  put("home/web/CONTAINER.worker.1", "c0\n");
  await t.rejects(deploy(io, "web", "latest"));
  t.match(said(), / {7}The release that was running before still runs\n$/);
  t.same(stateFiles("web", env), { "CONTAINER.worker.1": "c0" });
  t.ok(words("container rename").includes("container rename c0 web.worker.1"), "under its name");
});

t.test("what does not listen is refused, with where it does", async (t) => {
  const { io, env, put, answers } = await host(t);
  answers("ports-get", "echo http:80:1");
  put("scale", "web=1\n");
  await t.rejects(deploy(io, "web", "latest"), {
    message:
      /^web\.1 does not accept connections on port 1 after 1 seconds: it listens on .*; it has to listen on 0\.0\.0\.0:\$PORT, and PORT is 1$/,
  });
  t.same(ledger(env), [], "its port is given back");
  put("lib/config/checks/web/skipped", "web");
  await deploy(io, "web", "latest");
  t.equal(stateFiles("web", env)["PORT.web.1"], "1", "where checks are off it is not looked at");
});

t.test("without zero downtime the old one stops first, and starts again where the new one fails", async (t) => {
  const { io, env, said, put, words } = await host(t);
  put("scale", "web=1\n");
  await deploy(io, "web", "latest");
  put("lib/config/checks/web/disabled", "_all_");
  put("lib/config/ps/web/stop-timeout-seconds", "7");
  put("refuses", "^container start 00000002");
  said();
  await t.rejects(deploy(io, "web", "latest"), { message: "web.1 could not be started: Error response from daemon: refused" });
  t.match(said(), " Zero downtime is disabled, stopping currently running containers (web)\n");
  t.same(words("container stop"), [`container stop --time=7 ${ONE}`]);
  t.equal(words("container start").at(-1), `container start ${ONE}`);
  t.equal(stateFiles("web", env)["CONTAINER.web.1"], ONE);
  put("refuses", "^container create");
  await t.rejects(deploy(io, "web", "latest"), { message: "web.1 could not be made: Error response from daemon: refused" });
  put("refuses", "^nothing");
  await deploy(io, "web", "latest");
  t.equal(stateFiles("web", env)["CONTAINER.web.1"], TWO);
});

t.test("a proxy that cannot follow brings the old release back; what comes after it does not", async (t) => {
  const { io, env, put, told, names, port } = await host(t);
  put("scale", "web=1\n");
  await deploy(io, "web", "latest");
  put("fails", "core-post-deploy");
  await t.rejects(deploy(io, "web", "v2"), { code: 5 });
  t.equal(stateFiles("web", env)["CONTAINER.web.1"], ONE);
  t.same([names(), retired(env), readJournal("web", env)], [["web.web.1"], [], undefined]);
  t.same(told().slice(-2), [`core-post-deploy web ${port} 127.0.0.1 v2`, `core-post-deploy web ${port} 127.0.0.1 v2`]);
  for (const name of ["release-live", "post-deploy"]) {
    put("fails", name);
    const before = stateFiles("web", env)["CONTAINER.web.1"];
    await deploy(io, "web", "latest");
    t.not(stateFiles("web", env)["CONTAINER.web.1"], before, `${name} fails no deploy`);
    t.equal(readJournal("web", env), undefined);
  }
});

t.test("one process type alone, and types that are not in the Procfile", async (t) => {
  const { io, env, put, said, names } = await host(t);
  await deploy(io, "web", "latest");
  const before = stateFiles("web", env);
  await deploy(io, "web", "latest", "worker");
  const after = stateFiles("web", env);
  t.equal(after["CONTAINER.web.1"], before["CONTAINER.web.1"]);
  t.equal(after["PORT.web.1"], before["PORT.web.1"]);
  t.notOk(Object.values(before).includes(after["CONTAINER.worker.1"] ?? ""));
  put("scale", "web=1\nother=1\n");
  await deploy(io, "web", "latest", "other");
  t.equal(stateFiles("web", env)["CONTAINER.other.1"], undefined);
  said();
  await deploy(io, "web", "latest", "worker");
  t.equal(stateFiles("web", env)["CONTAINER.worker.1"], undefined, "it is scaled to 0 now");
  t.match(said(), /^-----> Deploying worker \(count=0\)\n/);
  put("scale", "");
  put("procfile", "");
  await t.resolves(deploy(io, "web", "latest"));
  t.same(
    Object.keys(stateFiles("web", env)).filter((name) => /^CONTAINER/.test(name)),
    [],
    "without a line it is skipped",
  );
  rmSync(join(env.DOKKU_ROOT ?? "", "../procfile"));
  await deploy(io, "web", "latest");
  t.ok(names().includes("web.web.1"), "without a Procfile the image's own command is web");
});

t.test("a deploy that was cut short is taken back, finished or undone", async (t) => {
  const { io, env, said, put, words, names, told } = await host(t);
  await recover(io, "web");
  t.equal(said(), "");
  put("scale", "web=1\n");
  await deploy(io, "web", "latest");
  const before = stateFiles("web", env);
  said();
  const upcoming = [
    { type: "web", index: 1, name: "web.web.1.upcoming-9", ports: [{ container: 1, host: 20_001 }], id: "", ip: "" },
  ];
  const outgoing = [{ type: "web", index: 1, id: ONE, name: "web.web.1.123" }];
  const journal = {
    phase: "starting",
    tag: "v2",
    source: "7.7",
    image: "sha256:lost",
    upcoming,
    outgoing,
    stopped: [ONE],
    before,
    after: before,
    wait: 0,
  } as const;
  put("lib/data/ports/20001", "web.web.1 web.web.1.upcoming-9\n");
  put("dangling", "sha256:lost\nsha256:other\n");
  writeJournal("web", env, journal);
  await recover(io, "web");
  t.equal(said(), "       The last deploy of web was cut short before the switch; taking it back\n");
  t.same([readJournal("web", env), stateFiles("web", env)], [undefined, before]);
  t.notOk(ledger(env).some(({ port }) => port === 20_001));
  t.same(words("image rm"), ["image rm sha256:lost"]);
  t.equal(words("container start").at(-1), `container start ${ONE}`);

  const after = { "CONTAINER.web.1": FOUR, "PORT.web.1": "1", "IP.web.1": "1.2.3.4" };
  writeJournal("web", env, { ...journal, phase: "switching", upcoming: upcoming.map((one) => ({ ...one, id: FOUR })), after });
  await recover(io, "web");
  t.match(said(), / {7}The last deploy of web was cut short within the switch; undoing it\n/);
  t.same(stateFiles("web", env), before);
  t.equal(words("image rm").length, 2);
  put(`engine/${FOUR}/name`, "web.web.1.upcoming-9");
  put(`engine/${FOUR}/state`, "running");
  put(`engine/${FOUR}/words`, "");
  writeJournal("web", env, { ...journal, phase: "switching", upcoming: upcoming.map((one) => ({ ...one, id: FOUR })), after });
  await recover(io, "web");
  t.match(said(), / cut short within the switch; finishing it\n-----> Running post-deploy\n/);
  t.same(stateFiles("web", env), after);
  t.same(names().sort(), ["web.web.1", "web.web.1.123"]);
  t.equal(told().at(-1), "post-deploy web 1 1.2.3.4 v2");
  t.match(retired(env).at(-1), { id: ONE });
});

t.test("a signal takes a deploy back while it can be", async (t) => {
  const { io, env, put, names, answers, said } = await host(t);
  answers("ports-get", "echo http:80:1");
  put("scale", "web=1\n");
  put("lib/config/checks/web/boot-timeout", "60");
  const deployed = deploy(io, "web", "latest");
  deployed.catch(() => {});
  await until(() => / Attempting pre-flight checks/.test(said()));
  process.emit("SIGTERM");
  await t.rejects(deployed, { code: 143, message: "The deploy was interrupted; nothing has changed" });
  t.same([names(), stateFiles("web", env)], [[], {}]);
});

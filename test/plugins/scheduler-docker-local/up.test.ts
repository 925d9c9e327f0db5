// slow: what does not come up is waited for
import { createServer, type Server } from "node:net";
import t, { type Test } from "tap";
import { requestHeaders } from "../../../plugins/scheduler-docker-local/lib/boot-common.ts";
import { bringUp } from "../../../plugins/scheduler-docker-local/lib/bring-up.ts";
import { type Checked, checkContainer } from "../../../plugins/scheduler-docker-local/lib/check.ts";
import { healthchecksOf } from "../../../plugins/scheduler-docker-local/lib/healthchecks.ts";
import { restore } from "../../../plugins/scheduler-docker-local/lib/restore.ts";
import { startupChecks } from "../../../plugins/scheduler-docker-local/lib/startup-checks.ts";
import { untilUp } from "../../../plugins/scheduler-docker-local/lib/until-up.ts";
import { containerId, FAKE_DOCKER } from "../../lib/fake-docker.ts";
import { here } from "../../lib/here.ts";
import { PATIENCE } from "../../lib/patience.ts";

const [ONE, TWO, THREE] = [containerId(1), containerId(2), containerId(3)];

function host(t: Test, options: Parameters<typeof here>[1] = {}) {
  const made = here(t, { apps: ["web"], programs: { docker: FAKE_DOCKER }, ...options });
  made.put("image.json", '[{"Id":"sha256:img","Config":{}}]');
  const container = (id: string, place: string, state = "running", status = "Up 3 hours") => {
    made.put(`engine/${id}/name`, `web.${place}\n`);
    made.put(`engine/${id}/state`, `${state}\n`);
    made.put(`engine/${id}/status`, `${status}\n`);
    made.put(`engine/${id}/words`, "--label=com.dokku.app-name=web\n");
    made.put(`home/web/CONTAINER.${place}`, `${id}\n`);
  };
  const words = (start: string) =>
    made
      .calls("docker")
      .map((call) => call.words.join(" "))
      .filter((line) => line.startsWith(start));
  return { ...made, container, words };
}

async function listening(t: Test): Promise<number> {
  const server: Server = createServer(
    (socket) => void socket.on("error", () => {}).end("HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno"),
  );
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => server.close());
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

t.test("each kind of check", async (t) => {
  const { io, said, put, words } = host(t);
  const port = await listening(t);
  const container: Checked = {
    type: "web",
    index: 1,
    id: ONE,
    pid: process.pid,
    ip: "127.0.0.1",
    port,
    started: Date.now(),
    herokuish: false,
    headers: {},
  };
  const check = (entry: object, more: Partial<Checked> = {}) => {
    const checks = healthchecksOf({ healthchecks: { web: [{ type: "startup", name: "mine", ...entry }] } }, "web");
    return checkContainer(io, { ...container, ...more }, checks, { boot: 1, uptime: 0 }, AbortSignal.timeout(PATIENCE));
  };
  const plain = (more: Partial<Checked>) =>
    checkContainer(io, { ...container, ...more }, [], { boot: 1, uptime: 0 }, AbortSignal.timeout(PATIENCE));
  t.equal(await plain({}), undefined);
  t.match(
    await plain({ port: 1 }),
    /^web\.1 does not accept connections on port 1 after 1 seconds: it listens on .*, and PORT is 1$/,
  );
  t.equal(await plain({ type: "worker", port: 1 }), undefined, "others only stay up");
  t.equal(said(), "");
  t.equal(await check({ listening: true, port }, { port: 1 }), undefined);
  t.equal(said(), "       Running healthcheck name='mine' type='listening'\n");
  t.match(await check({ path: "/up", attempts: 2, wait: 0 }), /^web\.1 failed its healthcheck name='mine': .*503/);
  t.match(
    said(),
    /^ {7}Running healthcheck name='mine' type='path' path='\/up'\n {7}Healthcheck name='mine' attempt 1 of 2: .*503.*\n$/,
  );
  t.equal(await check({ path: "/up", attempts: 1, wait: 0, warn: true }), undefined, "which is only told");
  t.match(await check({ path: "/" }, { port: 1 }), /does not accept connections on port 1/);

  put("output", "out\n");
  t.equal(await check({ command: ["test", "a b"] }), undefined);
  t.equal(words("exec").at(-1), `exec ${ONE} test a b`);
  await check({ command: ["test"] }, { herokuish: true });
  t.equal(words("exec").at(-1), `exec ${ONE} /exec test`);
  put("program", "3");
  said();
  t.equal(
    await check({ command: ["test", "x"], attempts: 1, onFailure: { command: ["dump"] } }),
    "web.1 failed its healthcheck name='mine': test x: exit code 3\nout",
  );
  t.match(said(), / {7}onFailure failed: dump: exit code 3\n {7}out\n$/);
  t.equal(words("exec").at(-1), `exec ${ONE} dump`);
  t.match(await check({ path: "/up", attempts: 1, onFailure: { command: ["dump"] } }), /503/);
  put("program", "0");
  said();
  await check({ path: "/up", attempts: 1, onFailure: { command: ["dump"] } });
  t.match(said(), / {7}onFailure was run: dump\n$/);
  const began = Date.now();
  t.equal(await check({ uptime: 1 }, { started: began }), undefined);
  t.ok(Date.now() - began >= 900, "it has to stay up for that long");
  await check({ listening: true, initialDelay: 1 }, { started: Date.now() });
  t.ok(Date.now() - began >= 1800, "and is looked at after that long");
  put("bin/docker", "#!/usr/bin/env bash\nexec sleep 9\n");
  t.equal(
    await check({ command: ["test"], attempts: 1, timeout: 1 }),
    "web.1 failed its healthcheck name='mine': test: no end within 1 seconds",
  );
});

t.test("whose checks count, and what they say of themselves", async (t) => {
  const { io, put, answers } = host(t);
  t.same(await startupChecks(io, "web"), {});
  answers("app-json-get-content", 'cat "$DOKKU_ROOT/../app.json"');
  put(
    "app.json",
    '{"healthchecks":{"worker":[{"type":"startup","uptime":3}],"web":[{"type":"startup","path":"/old"}]},"name":"x"}',
  );
  put("lib/data/scheduler-docker-local/web/CHECKS", "/check-me");
  t.match(await startupChecks(io, "web"), { name: "x", healthchecks: { worker: [{ uptime: 3 }], web: [{ path: "/check-me" }] } });
  put("app.json", "{");
  await t.rejects(startupChecks(io, "web"), { code: 1, message: /^app\.json cannot be read: / });
  t.same(await requestHeaders(io, "web"), {});
  answers("domains-list", "echo localhost; echo '*.a.test'; echo b.test; echo c.test");
  t.same(await requestHeaders(io, "web"), { Host: "b.test" });
  put("home/web/tls/server.crt", "crt");
  put("home/web/tls/server.key", "key");
  t.same(await requestHeaders(io, "web"), { Host: "b.test", "X-Forwarded-Proto": "https" });
});

t.test("after a boot, what is down is started again where it was", async (t) => {
  const { io, container, words, answers, read, put } = host(t);
  answers("network-build-config", 'echo noise; echo "$*" >>"$DOKKU_ROOT/../told"');
  t.same(await restore(io, "web"), []);
  container(ONE, "web.1", "running");
  t.same(await restore(io, "web"), [], "what runs, runs");
  container(TWO, "web.2", "exited");
  container(THREE, "worker.1", "running", "Up 40 seconds");
  const started = await restore(io, "web");
  t.same(
    started.map(({ id }) => id),
    [TWO, THREE],
    "and what the engine has started itself",
  );
  t.same(words("container start"), [`container start ${TWO}`]);
  t.equal(read("told"), "web\n");
  for (const [status, is] of [
    ["Up Less than a second", true],
    ["Up About a minute", true],
    ["Up 1 second", true],
    ["Up 2 minutes", false],
  ] as const) {
    container(TWO, "web.2", "running", status);
    t.equal(
      (await restore(io, "web")).some(({ id }) => id === TWO),
      is,
      status,
    );
  }
  container(TWO, "web.2", "restarting", "Restarting (1) 3 seconds ago");
  t.ok((await restore(io, "web")).some(({ id }) => id === TWO));
  container(TWO, "web.2", "exited");
  put("refuses", "^container start");
  await t.resolves(restore(io, "web"), "one that cannot be started is said");
  put("lib/config/ps/web/restore", "false");
  t.same(await restore(io, "web"), []);
});

t.test("it is up once its checks say so", async (t) => {
  const { io, container, put } = host(t);
  const port = await listening(t);
  put("lib/config/checks/web/boot-timeout", "1");
  const web = { type: "web", index: 1, id: ONE };
  container(ONE, "web.1");
  put("home/web/PORT.web.1", `${port}\n`);
  t.equal(await untilUp(io, "web", [web]), "");
  put("home/web/PORT.web.1", "1\n");
  t.match(await untilUp(io, "web", [web]), /^web\.1 does not accept connections on port 1/);
  t.equal(await untilUp(io, "web", [{ ...web, type: "worker" }]), "", "others only stay up");
  for (const key of ["disabled", "skipped"]) {
    put(`lib/config/checks/web/${key}`, "web");
    t.equal(await untilUp(io, "web", [web]), "", key);
    put(`lib/config/checks/web/${key}`, "");
  }
  put(`engine/${ONE}/state`, "exited");
  t.equal(await untilUp(io, "web", [web]), "", "one that has ended is nobody's concern");
  t.equal(await untilUp(io, "web", [{ ...web, id: TWO }]), "");
  put(`engine/${ONE}/state`, "restarting");
  t.match(await untilUp(io, "web", [web]), "web.1 is started again and again");
  put(`engine/${ONE}/state`, "running");
  put("lib/config/checks/web/boot-timeout", "20");
  put("address", "127.0.0.9");
  const server = createServer().listen(0, "127.0.0.8");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => server.close());
  put(
    "events",
    `{"Action":"oom","Actor":{"ID":"${ONE}"}}\n{"Action":"die","Actor":{"ID":"${ONE}","Attributes":{"exitCode":"137"}}}\n`,
  );
  const why = untilUp(io, "web", [web]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  put(`engine/${ONE}/state`, "exited");
  t.equal(await why, "", "it died, and did not come back");
});

t.test("what does not come up is deployed anew, unless somebody else has", async (t) => {
  const { io, container, put, said, words, answers, read } = host(t);
  put("lib/config/checks/web/boot-timeout", "1");
  put("lib/config/checks/web/default-wait", "0");
  answers("ps-current-scale", "echo worker=1");
  answers("procfile-exists", "exit 1");
  answers("builds-record-start", 'echo "$*" >>"$DOKKU_ROOT/../told"');
  container(ONE, "web.1");
  put("home/web/PORT.web.1", "1\n");
  const web = { type: "web", index: 1, id: ONE };
  await bringUp(io, "web", [{ ...web, id: TWO }]);
  t.equal(said(), "");
  put("home/web/CONTAINER.web.1", "another\n");
  await bringUp(io, "web", [web]);
  t.same(words("container create"), []);
  put("home/web/CONTAINER.web.1", `${ONE}\n`);
  await bringUp(io, "web", [web]);
  t.equal(words("container create").length, 1);
  t.match(said(), /^-----> Deploying worker \(count=1\)\n/);
  t.match(read("told"), /^web pid-/);
});

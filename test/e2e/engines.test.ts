import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { Io } from "hokku";
import { engine } from "hokku/engine";
import t, { type Test } from "tap";
import { until } from "../lib/patience.ts";
import { type Root, root } from "../lib/root.ts";
import { workingCopy } from "../lib/working-copy.ts";
import { app, baseImage, docker, gone, settled, start } from "./apps.ts";

/**
 * Runs the real docker at an engine of the test's own. It has a network namespace of its own, as an engine that is told to have no bridge
 * takes the machine's docker0 away.
 */
async function secondEngine(t: Test): Promise<{ socket: string; docker: typeof docker }> {
  const path = mkdtempSync("/tmp/hokku-engine-");
  const socket = join(path, "sock");
  const places = [`--data-root=${path}/data`, `--exec-root=${path}/run`, `--pidfile=${path}/pid`, `--host=unix://${socket}`];
  const child = spawn("unshare", ["--net", "dockerd", ...places, "--bridge=none", "--iptables=false"], { stdio: "ignore" });
  const other = (...words: string[]) => docker("--host", `unix://${socket}`, ...words);
  t.teardown(async () => {
    const ids = other("ps", "--all", "--quiet").split("\n").filter(Boolean);
    if (ids.length) other("rm", "--force", ...ids);
    child.kill();
    await once(child, "exit");
    rmSync(path, { recursive: true });
  });
  await until(() => spawnSync("docker", ["--host", `unix://${socket}`, "info"]).status === 0);
  execFileSync("sh", ["-c", 'docker save "$1" | docker --host "unix://$2" load', "sh", baseImage(), socket], { stdio: "ignore" });
  return { socket, docker: other };
}

/** What `docker context create` and `docker context use` do for the user who runs the apps. */
function choose({ env }: Root, socket: string): void {
  const options = { env: { ...env }, stdio: "ignore" } as const;
  execFileSync("docker", ["context", "create", "other", "--docker", `host=unix://${socket}`], options);
  execFileSync("docker", ["context", "use", "other"], options);
}

const ONLY_ROOT = process.getuid?.() === 0 ? {} : { skip: "a second engine can only be started by root" };

t.test("case 21: after `docker context use`, one engine has it all", ONLY_ROOT, async (t) => {
  const other = await secondEngine(t);
  const host = settled(t);
  choose(host, other.socket);
  const name = `t${process.pid}-engines`;
  gone(t, name);
  const copy = workingCopy(t, host, name);
  host.dokku(["apps:create", name]);
  host.put(`lib/config/registry/${name}/config.json`, '{"auths":{"registry.example.com":{"auth":"YTpi"}}}');
  host.dokku(["docker-options:add", name, "deploy", "--network=none"]);
  host.dokku(["checks:disable", name]);
  copy.commit({ Dockerfile: `FROM ${baseImage()}\nCMD ["/bin/sh", "-c", "echo here; sleep 1000"]\n` });
  const pushed = copy.git("push", "dokku", "main");
  t.equal(pushed.code, 0, pushed.err);
  if (pushed.code) return;
  const of = ["--all", `--filter=label=com.dokku.app-name=${name}`, "--format={{.Names}}"];
  t.equal(other.docker("ps", ...of).trim(), `${name}.web.1`);
  t.equal(docker("ps", ...of), "", "the engine at the usual socket knows nothing of it");
  t.equal(docker("images", "--quiet", `dokku/${name}`), "");
  t.match(host.dokku(["ps:report", name, "--running"]).out, /true/);
  await until(() => /here/.test(host.dokku(["logs", name]).out));
});

t.test("case 21: the socket is asked where each docker client asks", ONLY_ROOT, async (t) => {
  const other = await secondEngine(t);
  const host = root(t, { plugins: false });
  choose(host, other.socket);
  const words = ["info", "--format={{.DockerRootDir}}"];
  const clients = (process.env.PATH ?? "").split(":").map((folder) => join(folder, "docker"));
  for (const client of new Set(clients.filter((file) => existsSync(file)).map((file) => realpathSync(file)))) {
    host.put("bin/docker", `#!/bin/sh\nif [ "$1" = never ]; then echo the client; else exec ${client} "$@"; fi\n`);
    for (const more of [
      {},
      { DOCKER_CONTEXT: "default" },
      { DOCKER_CONTEXT: "other", DOCKER_CONFIG: `${host.env.HOME}/.docker` },
      { DOCKER_CONFIG: "/nowhere" },
      { DOCKER_HOST: `unix://${other.socket}`, DOCKER_CONTEXT: "default" },
      { DOCKER_HOST: "unix:///var/run/docker.sock", DOCKER_CONTEXT: "other" },
    ]) {
      const env: Record<string, string> = { ...host.env, ...more, PATH: `${host.path}/bin:${host.env.PATH}` };
      const said = execFileSync("docker", words, { env, encoding: "utf8" }).trim();
      const io: Io = { env, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} };
      t.equal(JSON.parse(await engine(io, "GET", "/info", ["never"])).DockerRootDir, said, `${client} ${JSON.stringify(more)}`);
    }
  }
});

/** A socket that leads to the engine's, and what it makes of the events that are asked for. */
async function between(t: Test, events: (asked: Socket) => void = () => {}) {
  const path = mkdtempSync("/tmp/hokku-between-");
  const open = new Set<Socket>();
  const server = createServer((asked) => {
    open.add(asked.on("error", () => {}));
    asked.once("data", (head: Buffer) => {
      if (/^GET (\/v[\d.]+)?\/events/.test(head.toString("latin1"))) return events(asked);
      const engine = connect("/var/run/docker.sock").on("error", () => {});
      asked.on("close", () => engine.destroy());
      engine.write(head);
      asked.pipe(engine).pipe(asked);
    });
  });
  await new Promise<void>((listening) => server.listen(`${path}/sock`, listening));
  const stop = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  t.teardown(() => {
    stop();
    rmSync(path, { recursive: true });
  });
  return { env: { DOCKER_HOST: `unix://${path}/sock` }, stop };
}

const stream = (text: string): string =>
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${text.length.toString(16)}\r\n${text}\r\n`;

t.test("case 21: events that are none, are refused, or end: a deploy goes on or fails in a sentence", async (t) => {
  const r = settled(t);
  const a = app(t, r, "events");
  a.build("good");
  const odd = await between(t, (asked) => void asked.write(stream('no JSON\nnull\n{"Action":"die","Actor":{"ID":"x"}}\n')));
  const deployed = await a.deploy(odd.env);
  t.equal(deployed.code, 0, deployed.err);
  const before = a.state();
  a.build("new");
  r.put("lib/config/checks/--global/default-wait", "60");
  for (const [what, events, why] of [
    [
      "refused",
      (asked: Socket) => asked.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\nno"),
      /: the Docker engine answered 403 to GET \/events/,
    ],
    ["over", (asked: Socket) => asked.end(stream("")), /: the engine at \S+ ended its stream$/m],
    ["cut off", (asked: Socket) => asked.write(stream("x"), () => asked.destroy()), /: the engine at \S+ ended its stream$/m],
  ] as const) {
    const failed = await a.deploy((await between(t, events)).env);
    t.match(failed, { code: 1, err: /Docker stopped telling of \S+'s containers: / }, what);
    t.match(failed.err, why);
    t.strictSame(a.state(), before, "the old release serves");
    t.strictSame(a.containers(), [`${a.name}.web.1`]);
  }
});

t.test("case 21: logs that are followed say that the engine went", async (t) => {
  const r = settled(t);
  const a = app(t, r, "going");
  a.build("good", { command: ["/bin/sh", "-c", "echo here; sleep 1000"] });
  r.dokku(["checks:disable", a.name]);
  t.equal((await a.deploy()).code, 0);
  for (const words of [[], ["--quiet"]]) {
    const engine = await between(t);
    const shown = start(r, "core/dokku", [...words, "logs", a.name, "--tail"], { env: engine.env });
    await new Promise((heard) => shown.child.stdout?.once("data", heard));
    engine.stop();
    const { code, out, err } = await shown.done;
    t.equal(code, 1);
    t.match(err, /^ !\s+Docker stopped before this ended; there may be more to it: /m);
    t.match(out, /here\n$/, "and nothing of it is a line of the app");
  }
});

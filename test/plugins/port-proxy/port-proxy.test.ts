import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import t from "tap";
import { forward } from "../../../plugins/port-proxy/lib/forward.ts";
import { claimPublicPort, publicPort, releasePublicPorts } from "../../../plugins/port-proxy/lib/public-ports.ts";
import { upstreams } from "../../../plugins/port-proxy/lib/upstreams.ts";
import { fire } from "../../e2e/apps.ts";
import { until } from "../../lib/patience.ts";
import { root } from "../../lib/root.ts";

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
};
const listening = async (server: Server): Promise<number> => {
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => server.close());
  return portOf(server);
};
const say = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    let got = "";
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.on("data", (chunk) => {
      got += chunk;
    });
    socket.on("error", () => resolve("error")).on("close", () => resolve(got));
    socket.end(text);
  });
const shouting = () =>
  createServer({ allowHalfOpen: true }, (socket) => {
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk;
    });
    socket.on("end", () => socket.end(heard.toUpperCase()));
  });

t.test("upstreams are read as they stand", async (t) => {
  const home = t.testdir({
    a: {
      "PORT.web.2": "3\n",
      "IP.web.2": "10.0.0.1\n",
      "PORT.web.10": "4",
      "PORT.web.1": "2\n",
      "LISTEN.web.1": "127.0.0.1:20001\n",
      "PORT.worker.1": "9",
      "PORT.web.3": "",
    },
  });
  t.strictSame(upstreams(home, "a"), [
    { host: "127.0.0.1", port: 20001 },
    { host: "10.0.0.1", port: 3 },
    { host: "127.0.0.1", port: 4 },
  ]);
  t.strictSame(upstreams(home, "missing"), []);
});

t.test("connections: half closed, refused, switched", async (t) => {
  const up = await listening(shouting());
  const gone = createServer();
  const dead = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  let found = [
    { host: "127.0.0.1", port: dead },
    { host: "127.0.0.1", port: up },
  ];
  const front = await listening(createServer({ allowHalfOpen: true }, (client) => forward(client, () => found, 0)));
  t.equal(await say(front, "hello"), "HELLO", "one that refuses is passed over; the answer comes after the question's end");
  found = [];
  const waiting = say(front, "late");
  setTimeout(() => {
    found = [{ host: "127.0.0.1", port: up }];
  }, 200);
  t.equal(await waiting, "LATE", "a moment without containers is waited for");
});

t.test("public ports: one for each app, for good", async (t) => {
  const env = { DOKKU_LIB_ROOT: t.testdir({}), HOKKU_PORT_PROXY_BIND: "127.0.0.1" };
  const [a, b] = [await claimPublicPort("a", env), await claimPublicPort("b", env)];
  t.not(a, b);
  t.ok(a >= 8080);
  t.equal(await claimPublicPort("a", env), a);
  mkdirSync(join(env.DOKKU_LIB_ROOT, "config/proxy/a"), { recursive: true });
  writeFileSync(join(env.DOKKU_LIB_ROOT, "config/proxy/a/proxy-port"), String(b));
  await t.rejects(claimPublicPort("a", env), /belongs to b/);
  writeFileSync(join(env.DOKKU_LIB_ROOT, "config/proxy/a/proxy-port"), "9998");
  t.equal(await claimPublicPort("a", env), 9998, "the user's wish counts");
  releasePublicPorts("a", env);
  t.equal(publicPort("a", env), undefined);
  rmSync(join(env.DOKKU_LIB_ROOT, "config"), { recursive: true });
});

t.test("the daemon: one per root, follows apps that come and go", async (t) => {
  const r = root(t);
  r.put("lib/config/proxy/--global/type", "port-proxy");
  t.teardown(() => r.dokku(["port-proxy:stop"]));
  const up = await listening(shouting());
  r.put("home/shop/PORT.web.1", `${up}\n`);
  r.put("home/HOSTNAME", "box.example.com\n");
  // Other plugins clean up in Docker, which is none of this test's business.
  const bind = { HOKKU_PORT_PROXY_BIND: "127.0.0.1", DOCKER_BIN: r.put("bin/docker", "#!/bin/sh\n") };
  const there = { ...r, env: { ...r.env, ...bind } };
  const both = [
    fire(there, "core-post-deploy", "shop", "", "", "latest"),
    fire(there, "core-post-deploy", "shop", "", "", "latest"),
  ];
  t.strictSame(
    both.map(({ code }) => code),
    [0, 0],
  );
  const url = fire(r, "domains-urls", "shop", "urls").out.trim();
  t.match(url, /^http:\/\/box\.example\.com:\d+$/);
  const port = Number(url.split(":").at(-1));
  t.equal(await say(port, "x"), "X");
  t.equal(r.dokku(["port-proxy:report", "shop", "--port-proxy-running"]).out, "true\n");
  t.equal(fire(there, "post-delete", "shop", "latest").code, 0);
  t.ok(await until(async () => (await say(port, "x")) === "error"), "the port of an app that is gone is closed");
  t.equal(r.dokku(["port-proxy:stop"]).code, 0);
  t.equal(r.dokku(["port-proxy:report", "shop", "--port-proxy-running"]).out, "false\n");
  t.match(r.dokku(["port-proxy:stop"]).out, /does not run/);
});

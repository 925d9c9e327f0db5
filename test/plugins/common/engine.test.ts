import { createServer, type RequestListener } from "node:http";
import type { Io } from "hokku";
import { engine, follow } from "hokku/engine";
import t, { type Test } from "tap";
import { type Root, root } from "../../lib/root.ts";

/** An engine whose answers a test makes up, and an `io` that leads to it. A client that is started all the same is not hidden. */
async function engineOf(t: Test, answer: RequestListener): Promise<{ io: Io; stop: () => void }> {
  const { path, put, env } = root(t, { plugins: false });
  put("bin/docker", "#!/bin/sh\necho the client\n");
  const server = createServer(answer);
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  t.teardown(stop);
  await new Promise<void>((listening) => server.listen(`${path}/other.sock`, listening));
  return { io: ioOf({ path, env }, { DOCKER_HOST: `unix://${path}/other.sock` }), stop };
}

const ioOf = ({ path, env }: Pick<Root, "path" | "env">, more: Record<string, string> = {}): Io => ({
  env: { ...env, ...more, PATH: `${path}/bin:${env.PATH}` },
  cwd: "/",
  stdin: Buffer.alloc(0),
  stdout: () => {},
});

/** What is heard of a stream until it is over, and why it was. */
function all(io: Io): Promise<{ heard: string[]; why: string }> {
  const heard: string[] = [];
  return new Promise((resolve) => {
    follow(
      io,
      "/events",
      ["events"],
      (line) => void heard.push(line),
      (why) => resolve({ heard, why }),
    );
  });
}

t.test("case 21: an engine on another socket is asked there", async (t) => {
  const { io, stop } = await engineOf(t, async (request, response) => {
    const { method, url } = request;
    if (url === "/broken") return void response.writeHead(200, { "content-length": 9 }).write("half", () => response.destroy());
    response.statusCode = url === "/good" ? 200 : 500;
    if (request.headers["content-type"]) {
      const sent = Buffer.concat(await request.toArray()).toString();
      return void response.end(`${method} ${url} ${request.headers["content-type"]} ${sent}`);
    }
    response.end(url === "/told" ? '{"message":"the disk is full"}' : `${method} ${url}`);
  });
  t.equal(await engine(io, "GET", "/good", []), "GET /good");
  await t.rejects(engine(io, "GET", "/told", []), { code: 1, message: "the disk is full" });
  await t.rejects(engine(io, "POST", "/untold", []), { code: 1, message: "the Docker engine answered 500 to POST /untold" });
  await t.rejects(engine(io, "GET", "/broken", []), {
    code: 1,
    message: /does not answer on .*other\.sock: its answer broke off/,
  });
  const body = { Image: "ä" };
  t.equal(await engine(io, "POST", "/good", [], { json: body }), `POST /good application/json ${JSON.stringify(body)}`);
  await t.rejects(engine(io, "GET", "/good HTTP/1.1\r\nX: y", []), { code: 1, message: /cannot be asked of the Docker engine/ });
  stop();
  t.equal(await engine(io, "GET", "/good", []), "the client", "a socket that is gone is left to the client's words");
});

t.test("case 21: an engine behind tcp, or of another client, is asked by the client", async (t) => {
  const host = root(t, { plugins: false });
  host.put("bin/docker", "#!/bin/sh\necho the client\n");
  t.equal(await engine(ioOf(host, { DOCKER_HOST: "tcp://127.0.0.1:1" }), "GET", "/_ping", []), "the client");
  const podman = { DOCKER_HOST: `unix://${host.path}/bin/docker`, DOCKER_BIN: `${host.path}/bin/docker` };
  t.equal(await engine(ioOf(host, podman), "GET", "/_ping", []), "the client");
});

t.test("case 21: a stream that is refused is over, with the engine's words", async (t) => {
  const { io } = await engineOf(t, (_request, response) => void response.writeHead(403).end('{"message":"not for you"}'));
  t.same(await all(io), { heard: [], why: "not for you" });
});

t.test("case 21: the end of a stream is noticed, however it comes", async (t) => {
  for (const ends of ["end", "destroy"] as const) {
    const { io } = await engineOf(t, (_request, response) => void response.write("one\ntwo\n", () => response[ends]()));
    t.match(await all(io), { heard: ["one", "two"], why: /^the engine at .*other\.sock ended its stream$/ }, ends);
  }
});

t.test("case 21: a stream that was stopped is not over", async (t) => {
  const { io } = await engineOf(t, (_request, response) => void response.write("one\n"));
  const why: string[] = [];
  await new Promise<void>((heard) => {
    const stop = follow(
      io,
      "/events",
      [],
      () => {
        stop();
        setTimeout(heard, 100);
      },
      (reason) => void why.push(reason),
    );
  });
  t.same(why, []);
});

t.test("case 21: the client's stream too", async (t) => {
  const host = root(t, { plugins: false });
  const io = ioOf(host, { DOCKER_HOST: "tcp://127.0.0.1:1" });
  host.put("bin/docker", "#!/bin/sh\necho one; echo unexpected EOF >&2; exit 1\n");
  t.same(await all(io), { heard: ["one"], why: "unexpected EOF" });
  host.put("bin/docker", "#!/bin/sh\nexit 3\n");
  t.same(await all(io), { heard: [], why: "docker events ended with exit code 3" });
  t.match((await all({ ...io, env: { ...io.env, PATH: "/nowhere" } })).why, /ENOENT/);
});

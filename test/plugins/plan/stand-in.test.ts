import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { standIn } from "../../../plugins/plan/lib/stand-in.ts";

const WEB = { Id: "a".repeat(64), Name: "/web.web.1" };
const IMAGE = { Id: `sha256:${"b".repeat(64)}`, Config: { Cmd: ["serve"], Labels: { of: "before" } } };

/** A stand-in for an engine that has a container and an image, and notes what it is asked. */
async function made(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), "hokku-plan-test-"));
  const calls: string[] = [];
  const real = createServer(({ method, url }, response) => {
    calls.push(`${method} ${url}`);
    const body = /containers\/(web\.web\.1|a{64})\/json/.test(`${url}`)
      ? WEB
      : /images\/dokku/.test(`${url}`)
        ? IMAGE
        : undefined;
    response.writeHead(body ? 200 : 404, { "Content-Type": "application/json" }).end(JSON.stringify(body ?? { message: "none" }));
  }).listen(join(folder, "real"));
  await once(real, "listening");
  const engine = await standIn(join(folder, "engine"), join(folder, "real"));
  t.teardown(() => {
    engine.close();
    real.close();
    rmSync(folder, { recursive: true });
  });
  const ask = async (method: string, path: string, body?: object) => {
    const asking = request({ socketPath: join(folder, "engine"), method, path, headers: { "Content-Type": "application/json" } });
    asking.end(body && JSON.stringify(body));
    const [response] = await once(asking, "response");
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    const text = String(Buffer.concat(chunks));
    return { status: response.statusCode, body: text && JSON.parse(text) };
  };
  return { engine, calls, ask };
}

t.test("what only reads is passed on, and nothing else", async (t) => {
  const { ask, calls, engine } = await made(t);
  t.match(await ask("GET", "/v1.41/containers/web.web.1/json"), { status: 200, body: WEB });
  t.match(await ask("GET", "/v1.41/containers/nobody/json"), { status: 404 });
  for (const [method, path] of [
    ["POST", "/v1.41/containers/web.web.1/stop?t=30"],
    ["DELETE", "/v1.41/containers/web.web.1?force=1"],
    ["POST", "/networks/create"],
    ["PUT", "/containers/web.web.1/archive?path=/"],
    ["POST", "/containers/prune"],
    ["POST", "/swarm/init"],
  ] as const)
    t.match(await ask(method, path, method === "POST" ? { Name: "one" } : undefined), { status: /^20/ });
  t.same(
    calls.filter((call) => !call.startsWith("GET ")),
    [],
  );
  t.same(engine.asked, [
    { does: "stop", what: "container web.web.1" },
    { does: "remove", what: "container web.web.1" },
    { does: "create", what: "network one" },
    { does: "archive", what: "container web.web.1" },
    { does: "prune", what: "containers" },
    { does: "post", what: "/swarm/init" },
  ]);
  t.match(await ask("GET", "/containers/web.web.1/json"), { status: 404 }, "what was removed is gone, here");
});

t.test("what is made is there for who looks", async (t) => {
  const { ask, engine } = await made(t);
  const { body } = await ask("POST", "/build?t=dokku%2Fweb%3Alatest&labels=%7B%22of%22%3A%22now%22%7D");
  t.match(body.stream, /^Successfully built sha256:[0-9a-f]{64}\n$/);
  const image = await ask("GET", "/images/dokku/web:latest/json");
  t.match(image.body, { Id: body.aux.ID, Config: { Cmd: ["serve"], Labels: { of: "now" } } }, "like the one before");
  t.equal((await ask("POST", "/images/dokku/web:latest/tag?repo=dokku/web&tag=v2")).status, 201);
  t.match((await ask("GET", "/images/dokku/web:v2/json")).body, { Id: body.aux.ID });
  const made_ = await ask("POST", "/containers/create?name=web.web.1.new", {
    Image: "dokku/web:latest",
    HostConfig: { Memory: 5 },
  });
  t.match(made_, { status: 201, body: { Id: /^[0-9a-f]{64}$/ } });
  const { Id } = made_.body;
  t.equal((await ask("POST", `/containers/${Id}/start`)).status, 204);
  t.match((await ask("GET", `/containers/${Id}/json`)).body, {
    Name: "/web.web.1.new",
    Image: body.aux.ID,
    State: { Running: true },
    Config: { Image: "dokku/web:latest" },
    HostConfig: { Memory: 5 },
  });
  t.equal((await ask("POST", `/containers/${Id}/rename?name=web.web.1`)).status, 204);
  t.match((await ask("GET", "/containers/web.web.1/json")).body, { Id });
  t.match(await ask("POST", `/containers/${Id}/wait`), { body: { StatusCode: 0 } });
  const exec = await ask("POST", `/containers/${Id}/exec`, { Cmd: ["true"] });
  t.match(await ask("GET", `/exec/${exec.body.Id}/json`), { body: { ExitCode: 0, Running: false } });
  t.same(
    engine.asked.map(({ does, what }) => `${does} ${what}`),
    [
      "build image dokku/web:latest",
      "tag image dokku/web:latest as dokku/web:v2",
      "create container web.web.1.new of dokku/web:latest",
      "start container web.web.1.new",
      "rename container web.web.1.new to web.web.1",
      "run a program in container web.web.1",
    ],
  );
});

t.test("no engine", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "hokku-plan-test-"));
  const engine = await standIn(join(folder, "engine"), undefined);
  t.teardown(() => rmSync(folder, { recursive: true }));
  t.teardown(engine.close);
  const asking = request({ socketPath: join(folder, "engine"), path: "/containers/json" }).end();
  const [response] = await once(asking, "response");
  t.equal(response.statusCode, 500);
  response.resume();
});

import { createServer, type RequestListener } from "node:http";
import t, { type Test } from "tap";
import { type Deaths, watchDeaths } from "../../../plugins/scheduler-docker-local/lib/deaths.ts";
import { root } from "../../lib/root.ts";

/** Watches the containers of web by an engine that streams what the test says. */
async function watched(t: Test, answer: RequestListener): Promise<Deaths> {
  const { path, env } = root(t, { plugins: false });
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(`${path}/engine.sock`, listening));
  const where = { ...env, DOCKER_HOST: `unix://${path}/engine.sock` };
  const deaths = watchDeaths({ env: where, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} }, "web", Date.now());
  t.teardown(() => {
    deaths.stop();
    server.closeAllConnections();
    server.close();
  });
  return deaths;
}

const die = (id: string, exitCode: string): string =>
  `${JSON.stringify({ Action: "die", Actor: { ID: id, Attributes: { exitCode } } })}\n`;

t.test("case 21: what is no event, or half of one, ends no deploy", async (t) => {
  const odd = [
    "WARNING: no JSON",
    "null",
    "7",
    "{}",
    "[]",
    '{"Action":"die","Actor":{"ID":"x"}}',
    '{"Action":"die","Actor":null}',
  ];
  const text = `${odd.join("\n")}\n${die("abc", "3")}${die("abc", "4")}{"Action":"oom","Actor":{"ID":"def"}}\n${die("def", "137")}`;
  const deaths = await watched(t, (_request, response) => void response.write(text));
  t.same(await deaths.of("abc"), { exitCode: 3, outOfMemory: false }, "of two deaths the first");
  t.same(await deaths.of("def"), { exitCode: 137, outOfMemory: true });
  t.same(await deaths.of("x"), { exitCode: 1, outOfMemory: false });
});

t.test("case 21: events that are refused, or end, are told to who waits for them", async (t) => {
  const refused = await watched(t, (_request, response) => void response.writeHead(503).end('{"message":"starting up"}'));
  await t.rejects(refused.of("abc"), { code: 1, message: "Docker stopped telling of web's containers: starting up" });
  await t.rejects(refused.of("abc"), { code: 1 }, "to who asks later too");
  const broken = await watched(t, (_request, response) => void response.write(die("abc", "3"), () => response.destroy()));
  await t.rejects(broken.of("def"), {
    message: /^Docker stopped telling of web's containers: the engine at .* ended its stream$/,
  });
  t.same(await broken.of("abc"), { exitCode: 3, outOfMemory: false }, "what was told before counts");
});

t.test("case 21: events that end when nobody waits end no process", async (t) => {
  const deaths = await watched(t, (_request, response) => void response.writeHead(503).end());
  await new Promise((resolve) => setTimeout(resolve, 200));
  t.ok(deaths);
});

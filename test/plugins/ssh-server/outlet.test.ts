// slow: clients that do not read are waited for
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import ssh2, { type ClientChannel, type ServerChannel } from "ssh2";
import t, { type Test } from "tap";
import { newKey } from "../../../plugins/ssh-server/lib/host-key.ts";
import { type Outlet, outlet } from "../../../plugins/ssh-server/lib/outlet.ts";
import { until } from "../../lib/patience.ts";
import { openServer } from "./open-server.ts";

const OUT = { size: 50_021, letter: "o" };
const ERR = { size: 70_001, letter: "e" };

/** A server whose only command is `work`, and a client that has asked for it. */
async function asked(t: Test, work: (out: Outlet, channel: ServerChannel) => Promise<void>): Promise<ClientChannel> {
  const hostKeys = [newKey()];
  const server = new ssh2.Server({ hostKeys }, (connection) => {
    connection.on("authentication", (attempt) => attempt.accept()).on("error", () => {});
    connection.on("session", (accept) =>
      accept().on("exec", (start) => {
        const channel = start();
        void work(
          outlet(channel, async () => {}),
          channel,
        );
      }),
    );
  });
  server.listen(0, "127.0.0.1");
  const client = new ssh2.Client();
  t.teardown(() => {
    client.destroy();
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  client.connect({ host: "127.0.0.1", port, username: "x", password: "y" });
  await once(client, "ready");
  return new Promise((resolve, reject) => {
    client.exec("work", (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

/** Counts bytes, and those that are not the expected ones, resting often. */
async function readSlowly(stream: NodeJS.ReadableStream, letter: string): Promise<{ bytes: number; wrong: number }> {
  const seen = { bytes: 0, wrong: 0 };
  let sinceRest = 0;
  for await (const chunk of stream as unknown as AsyncIterable<Buffer>) {
    seen.bytes += chunk.length;
    for (const byte of chunk) if (byte !== letter.charCodeAt(0)) seen.wrong++;
    sinceRest += chunk.length;
    if (sinceRest < 100_000) continue;
    sinceRest = 0;
    await pause(20);
  }
  return seen;
}

t.test("a client that reads slowly gets every byte once, of stdout and stderr alike", async (t) => {
  const channel = await asked(t, async (out, to) => {
    for (let times = 0; times < 120; times++) {
      await out.write("stdout", Buffer.alloc(OUT.size, OUT.letter));
      await out.write("stderr", Buffer.alloc(ERR.size, ERR.letter));
    }
    to.exit(0);
    to.end();
  });
  const [out, err] = await Promise.all([readSlowly(channel.stdout, OUT.letter), readSlowly(channel.stderr, ERR.letter)]);
  t.same(out, { bytes: 120 * OUT.size, wrong: 0 }, "stdout");
  t.same(err, { bytes: 120 * ERR.size, wrong: 0 }, "stderr");
});

t.test("a client that begins to read long after the command's end still gets all of it", async (t) => {
  const { key, path, port } = openServer(t);
  const client = new ssh2.Client();
  t.teardown(() => client.destroy());
  client.connect({ host: "127.0.0.1", port, username: "dokku", privateKey: readFileSync(key) });
  await once(client, "ready");
  const sizes = Array.from({ length: 48 }, (_, at) => 1_500_000 + at * 60_000);
  // What is smaller than ssh2's window of 2 MB has ended without a reader; the server then listens for two more seconds.
  const ended = until(() => noted(`${path}/home/note`) >= sizes.filter((size) => size < 2_000_000).length).then(() =>
    pause(3000),
  );
  const counts = sizes.map(async (size) => {
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.exec(`probe:do bytes ${size}`, (error, stream) => (error ? reject(error) : resolve(stream)));
    });
    await ended;
    let bytes = 0;
    for await (const chunk of channel as AsyncIterable<Buffer>) bytes += chunk.length;
    return bytes;
  });
  t.same(await Promise.all(counts), sizes);
});

t.test("a client that does not read holds the command back, and lets it go when it leaves", async (t) => {
  let sent = 0;
  let outOf: Outlet | undefined;
  const finished = { all: false };
  await asked(t, async (out) => {
    outOf = out;
    for (; sent < 400; sent++) await out.write("stdout", Buffer.alloc(OUT.size));
    finished.all = true;
  });
  await until(() => sent > 0);
  await pause(500);
  t.notOk(finished.all, `after ${sent} chunks it waits`);
  outOf?.close();
  t.ok(await until(() => finished.all), "what is left is thrown away");
});

const noted = (file: string): number => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0);

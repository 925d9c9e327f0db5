// slow: five hundred commands
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import ssh2, { type Client } from "ssh2";
import t from "tap";
import { until } from "../../lib/patience.ts";
import { ran } from "../../lib/root.ts";
import { type OpenServer, openServer, waitFor } from "./open-server.ts";

const MOST = 64;

/** What a process holds: resident megabytes, open descriptors, children. */
function holds(pid: number): { megabytes: number; descriptors: number; children: number } {
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  const children = ran("ps", ["--ppid", String(pid), "-o", "pid="], { env: { PATH: process.env.PATH ?? "" } }).out;
  return {
    megabytes: Number(resident) / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    children: children.split("\n").filter(Boolean).length,
  };
}

async function connected({ port, key }: OpenServer): Promise<Client> {
  const client = new ssh2.Client();
  client.connect({ host: "127.0.0.1", port, username: "dokku", privateKey: readFileSync(key) });
  await once(client, "ready");
  return client;
}

/** Runs a command to its end on one of the connection's channels; answers its exit code. */
function execute(client: Client, words: string, { pty = false, input = "" } = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    client.exec(words, { pty }, (error, channel) => {
      if (error) return reject(error);
      channel.once("exit", (code: number) => resolve(code)).resume();
      channel.stderr.resume();
      channel.end(input);
    });
  });
}

/** Twenty commands: by the real ssh, over channels side by side, in a terminal, with input, and cut off in the middle. */
async function twenty(server: OpenServer): Promise<number[]> {
  const client = await connected(server);
  const gone = await connected(server);
  const cut = ["-T", "-tt"].map((flag) => server.ssh([flag, "probe:do", "exit", "0"]).then(({ code }) => code));
  gone.exec("probe:do wait", (_error, channel) => channel?.once("data", () => gone.destroy()));
  const codes = await Promise.all([
    ...cut,
    once(gone, "close").then(() => 0),
    execute(client, "probe:do exit 0", { pty: true }),
    execute(client, "probe:do cat", { input: "x".repeat(100_000) }),
    execute(client, "probe:do bytes 100000"),
    ...Array.from({ length: 4 }, () => execute(client, "probe:do exit 0")),
  ]);
  for (let round = 0; round < 5; round++)
    codes.push(...(await Promise.all([execute(client, "version"), execute(client, "probe:do exit 0")])));
  client.end();
  return codes;
}

t.test("case 29: five hundred commands leave nothing behind, in 64 MB", async (t) => {
  const server = openServer(t);
  const pid = Number(server.dokku(["ssh-server:report", "--ssh-server-pid"]).out);
  const before = holds(pid);
  const megabytes: number[] = [];
  for (let round = 1; round <= 25; round++) {
    t.same(await twenty(server), Array(20).fill(0), `commands ${round * 20 - 19} to ${round * 20}`);
    if (round % 5 === 0) megabytes.push(holds(pid).megabytes);
  }
  await until(() => holds(pid).children === 0);
  await until(() => holds(pid).descriptors <= before.descriptors);
  await pause(1000);
  megabytes.push(holds(pid).megabytes);
  const said = `${before.megabytes.toFixed(1)}, then ${megabytes.map((size) => size.toFixed(1)).join(", ")} MB`;
  t.ok(Math.max(...megabytes.slice(-2)) <= MOST, `at most ${MOST} MB: ${said}`);
  t.ok((megabytes.at(-1) ?? 0) - (megabytes[0] ?? 0) < 5, "and not growing by more than what waits for a collection");
  t.match(holds(pid), { descriptors: before.descriptors, children: 0 });
});

t.test("case 29: a process that a command leaves behind holds no descriptor of the server", async (t) => {
  const server = openServer(t);
  const pid = Number(server.dokku(["ssh-server:report", "--ssh-server-pid"]).out);
  server.put("lib/plugins/stay/subcommands/behind", '#!/usr/bin/env bash\nsleep 60 &\necho "$!." >"$DOKKU_ROOT/left"\n');
  const before = holds(pid).descriptors;
  const client = await connected(server);
  t.equal(await execute(client, "stay:behind"), 0);
  client.end();
  await waitFor(`${server.path}/home/left`, ".");
  const left = Number.parseInt(readFileSync(`${server.path}/home/left`, "utf8"), 10);
  await until(() => holds(pid).descriptors <= before);
  t.ok(process.kill(left, 0), "while it lives");
  process.kill(left);
});

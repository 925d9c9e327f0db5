import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { chosen } from "../../../plugins/scheduler-docker-local/lib/enter.ts";
import { claimPort, freePorts, ledger } from "../../../plugins/scheduler-docker-local/lib/ledger.ts";
import { prefixed, sortedByTime } from "../../../plugins/scheduler-docker-local/lib/log-lines.ts";
import { isListed, parseScale } from "../../../plugins/scheduler-docker-local/lib/plan.ts";
import { changeRetired, registerRetired, retired } from "../../../plugins/scheduler-docker-local/lib/retired.ts";
import { withoutSecrets } from "../../../plugins/scheduler-docker-local/lib/secrets.ts";
import { holders, stateFiles, writeState } from "../../../plugins/scheduler-docker-local/lib/state.ts";

const folder = t.testdir({ home: { a: {} }, lib: {} });
const env = { DOKKU_ROOT: join(folder, "home"), DOKKU_LIB_ROOT: join(folder, "lib") };

t.test("ports are given once and come back", async (t) => {
  const ports = await Promise.all(
    Array.from({ length: 20 }, (_, at) => claimPort(env, `my.app.web.${at + 1}`, `my.app.web.${at + 1}.upcoming-1`)),
  );
  t.equal(new Set(ports).size, 20);
  t.ok(ports.every((port) => port >= 20_000 && port <= 29_999));
  t.match(
    ledger(env).find(({ port }) => port === ports[0]),
    { place: "my.app.web.1", container: "my.app.web.1.upcoming-1" },
  );
  freePorts(env, "my", ports);
  t.equal(ledger(env).length, 20, "those of another app stay, also of one whose name begins the same");
  freePorts(env, "my.app", ports);
  t.strictSame(ledger(env), []);
});

t.test("state files are made exactly what they should be", async (t) => {
  writeState("a", env, {
    "CONTAINER.web.1": "c1",
    "IP.web.1": "127.0.0.1",
    "PORT.web.1": "20000",
    "CONTAINER.my-worker.10": "c2",
  });
  writeFileSync(join(env.DOKKU_ROOT, "a", "ENV"), "x");
  t.strictSame(holders("a", env), [
    { type: "my-worker", index: 10, id: "c2" },
    { type: "web", index: 1, id: "c1" },
  ]);
  writeState("a", env, { "CONTAINER.web.1": "c3" });
  t.strictSame(stateFiles("a", env), { "CONTAINER.web.1": "c3" });
  t.strictSame(readdirSync(join(env.DOKKU_ROOT, "a")).sort(), ["CONTAINER.web.1", "ENV"], "nothing else was touched");
});

t.test("the list of retired containers survives two of us at once", async (t) => {
  await Promise.all(Array.from({ length: 10 }, (_, at) => registerRetired(env, "a", [`id${at}abcdef`], 60)));
  await registerRetired(env, "a", ["id3abcdef0123", "id3"], 60);
  t.equal(retired(env).length, 10, "nobody is there twice, short id or long");
  await changeRetired(env, (list) => list.filter(({ id }) => id === "id1abcdef"));
  t.match(retired(env), [{ app: "a", id: "id1abcdef", due: Number }]);
  mkdirSync(join(env.DOKKU_LIB_ROOT, "data/scheduler-docker-local"), { recursive: true });
  writeFileSync(join(env.DOKKU_LIB_ROOT, "data/scheduler-docker-local/dead-containers"), "a id1 12\nbroken\n\nb id2 x\n");
  t.strictSame(retired(env), [{ app: "a", id: "id1", due: 12 }], "what cannot be read is left out");
});

t.test("scale and lists", async (t) => {
  t.strictSame(parseScale("web=2\nmy-worker=0\n\nnonsense\n=3\n"), [
    ["web", 2],
    ["my-worker", 0],
  ]);
  const rows: [string, string, boolean][] = [
    ["web", "web,worker", true],
    ["web", "_all_", true],
    ["we", "web", false],
    ["web", "", false],
  ];
  for (const [type, list, is] of rows) t.equal(isListed(type, list), is, `${type} in ${list}`);
});

t.test("doors into containers", async (t) => {
  const all = [
    { type: "web", index: 1, id: "aaaa1" },
    { type: "web", index: 2, id: "aaaa2" },
    { type: "worker", index: 1, id: "bbbb" },
  ];
  const rows: [object, string | RegExp][] = [
    [{ place: "web" }, "aaaa1"],
    [{ place: "web.2" }, "aaaa2"],
    [{ place: "worker" }, "bbbb"],
    [{ id: "bbbb" }, "bbbb"],
    [{ id: "aaaa" }, /Invalid container id/],
    [{ id: "b" }, /Invalid container id/],
    [{ place: "nope" }, /Available types for app \(a\): web worker/],
    [{}, /No container type specified/],
  ];
  for (const [door, is] of rows) {
    if (typeof is === "string") t.equal(chosen("a", all, door).id, is, JSON.stringify(door));
    else t.throws(() => chosen("a", all, door), is, JSON.stringify(door));
  }
  t.equal(chosen("a", all.slice(2), {}).id, "bbbb", "the only type there is");
  t.throws(() => chosen("a", [], {}), /No containers found/);
});

t.test("log lines", async (t) => {
  const line = Buffer.from("2026-01-01T00:00:00.5Z \xff text\n", "latin1");
  t.equal(prefixed("web.1", 0, false)(line).toString("latin1"), "2026-01-01T00:00:00.5Z app[web.1]: \xff text\n");
  t.equal(prefixed("web.1", 6, true)(line).toString("latin1"), "\x1b[33m2026-01-01T00:00:00.5Z app[web.1]:\x1b[0m \xff text\n");
  const lines = ["2026-01-02T x\n", "2026-01-01T b\n", "2026-01-01T a\n"].map((text) => Buffer.from(text));
  t.strictSame(sortedByTime(lines).map(String), ["2026-01-01T b\n", "2026-01-01T a\n", "2026-01-02T x\n"]);
});

t.test("secrets are masked", async (t) => {
  t.strictSame(withoutSecrets([{ Name: "n", Config: { Env: ["KEY=a=b", "PORT=5000", "DOKKU_X=1"] } }]), [
    { Config: { Env: ["KEY=XXXXXX", "PORT=5000", "DOKKU_X=1"] }, Name: "n" },
  ]);
});

import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { dropOutdated, keepOutput, milliseconds } from "../../../plugins/scheduler-docker-local/lib/kept-output.ts";
import { releaseOf } from "../../../plugins/scheduler-docker-local/lib/past.ts";
import { type Root, root } from "../../lib/root.ts";

const ID = "a".repeat(64);

/** A client that knows one container, made at ten, which has printed what `logs` prints. */
const client = (r: Root, logs: string, code = 0): string =>
  r.put(
    "bin/docker",
    `#!/bin/sh
echo "$@" >>"$(dirname "$0")/asked"
case "$2" in
inspect) echo '${ID} /web.1 2026-01-01T10:00:00.5Z web.1 deploy' ;;
logs) ${logs}; exit ${code} ;;
esac
`,
  );

const release = (r: Root, version: number, created_at: string, containers: string[] = []) =>
  r.put(`lib/data/releases/web/v${version}.json`, JSON.stringify({ version, created_at, containers }));

const ioOf = (r: Root) => ({
  env: { ...r.env, DOCKER_BIN: join(r.path, "bin/docker") },
  cwd: "/",
  stdin: Buffer.alloc(0),
  stdout: () => {},
});

t.test("the release of a container: the first it was live with, else the one that was live when it was made", (t) => {
  const all = [
    { version: 3, containers: ["c1", "c2"], created_at: "2026-01-01T12:00:00.000Z" },
    { version: 2, containers: ["c1"], created_at: "2026-01-01T11:00:00.000Z" },
    { version: 1, containers: ["c0"], created_at: "2026-01-01T10:00:00.000Z" },
  ];
  const rows: [id: string, created: string, version: number][] = [
    ["c1", "2026-01-01T10:59:00Z", 2],
    ["c2", "2026-01-01T11:59:00Z", 3],
    ["c0", "2026-01-01T09:59:00Z", 1],
    ["restarted", "2026-01-01T11:30:00.123456789Z", 2],
    ["restarted", "2026-01-02T00:00:00Z", 3],
    ["before", "2026-01-01T09:00:00Z", 0],
  ];
  for (const [id, created, version] of rows) t.equal(releaseOf(id, created, all), version, `${id} ${created}`);
  t.end();
});

t.test("how long: hours, days, weeks", (t) => {
  for (const [keep, hours] of [
    ["12h", 12],
    ["7d", 168],
    ["3w", 504],
    ["", 0],
  ] as const)
    t.equal(milliseconds(keep), hours * 3_600_000, keep);
  t.end();
});

t.test("what a container has printed is kept whole, in its order, and only where that was asked for", async (t) => {
  const r = root(t);
  r.put("home/web/HEAD", "");
  client(r, "echo '2026-01-01T10:00:01Z one'; echo '2026-01-01T10:00:02Z two' >&2; echo '2026-01-01T10:00:03Z three'");
  release(r, 4, "2026-01-01T09:00:00Z");
  const folder = join(r.path, "lib/data/logs/web");
  await keepOutput(ioOf(r), "web", () => [ID]);
  t.notOk(existsSync(join(r.path, "bin/asked")), "nobody is asked");
  t.notOk(existsSync(folder));
  t.equal(r.dokku(["logs:set", "web", "keep", "7d"]).code, 0);
  for (const _ of ["once", "twice"]) await keepOutput(ioOf(r), "web", () => [ID]);
  const name = "v4.web.1.aaaaaaaaaaaa.log";
  t.strictSame(readdirSync(folder), [name], "what is killed in between may do it again");
  t.equal(
    readFileSync(join(folder, name), "utf8"),
    "2026-01-01T10:00:01Z one\n2026-01-01T10:00:02Z two\n2026-01-01T10:00:03Z three\n",
  );
  t.equal(statSync(join(folder, name)).mode & 0o777, 0o640 & ~process.umask());
  await keepOutput(ioOf(r), "gone", () => [ID]);
  t.notOk(existsSync(join(r.path, "lib/data/logs/gone")), "nothing of an app that is none");
});

t.test("of more than 50 MB the last are kept, from a whole line on", async (t) => {
  const r = root(t);
  r.put("home/web/HEAD", "");
  r.put("lib/config/logs/web/keep", "1h");
  client(r, "yes '2026-01-01T10:00:01Z 0123456789' | head -n 2000000; echo '2026-01-01T10:00:02Z last'");
  await keepOutput(ioOf(r), "web", () => [ID]);
  const text = readFileSync(join(r.path, "lib/data/logs/web/v0.web.1.aaaaaaaaaaaa.log"), "utf8");
  const lines = text.split("\n");
  t.match(lines[0], /^2026-01-01T10:00:01Z \[What was printed before is not kept: of a container it is the last 50 MB\.\]$/);
  t.equal(lines[1], "2026-01-01T10:00:01Z 0123456789");
  t.strictSame(lines.slice(-2), ["2026-01-01T10:00:02Z last", ""]);
  t.ok(text.length > 50 * 1024 * 1024 - 100 && text.length < 50 * 1024 * 1024 + 200, String(text.length));
});

t.test("what Docker cannot tell leaves nothing half", async (t) => {
  const r = root(t);
  r.put("home/web/HEAD", "");
  r.put("lib/config/logs/--global/keep", "1h");
  client(r, "echo 'Error response from daemon: configured logging driver does not support reading' >&2", 1);
  const said: string[] = [];
  const write = process.stderr.write;
  process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
  await keepOutput(ioOf(r), "web", () => [ID]).finally(() => {
    process.stderr.write = write;
  });
  t.match(said.join(""), /What web\.1 of web has printed is not kept: Error .* logging driver does not support reading/);
  t.strictSame(readdirSync(join(r.path, "lib/data/logs/web")), []);
});

t.test("what is older than it is to be kept goes, of one app or of all", (t) => {
  const r = root(t);
  const put = (path: string, hours: number) => {
    const file = r.put(`lib/data/logs/${path}`, "x");
    const then = Date.now() / 1000 - hours * 3600;
    utimesSync(file, then, then);
  };
  for (const app of ["web", "blog", "quiet"]) {
    r.put(`home/${app}/HEAD`, "");
    put(`${app}/v1.web.1.aaaaaaaaaaaa.log`, 30);
    put(`${app}/v2.web.1.bbbbbbbbbbbb.log`, 2);
  }
  put("web/.v2.web.1.cccccccccccc.log.99999999", 0);
  put(`web/.v2.web.1.cccccccccccc.log.${process.pid}`, 30);
  put("data/checkpoints.json", 1000);
  put("vector.json", 1000);
  r.put("lib/config/logs/--global/keep", "1d");
  r.put("lib/config/logs/blog/keep", "2d");
  const left = (app: string) => readdirSync(join(r.path, "lib/data/logs", app));
  dropOutdated(r.env, "web");
  t.strictSame(left("web"), [`.v2.web.1.cccccccccccc.log.${process.pid}`, "v2.web.1.bbbbbbbbbbbb.log"]);
  t.equal(left("quiet").length, 2);
  dropOutdated(r.env, "");
  t.equal(left("blog").length, 2);
  t.strictSame(left("quiet"), ["v2.web.1.bbbbbbbbbbbb.log"]);
  t.strictSame(readdirSync(join(r.path, "lib/data/logs")).sort(), ["blog", "data", "quiet", "vector.json", "web"]);
  t.strictSame(left("data"), ["checkpoints.json"], "Vector's is left alone");
  r.put("lib/config/logs/--global/keep", "");
  dropOutdated(r.env, "");
  t.strictSame([left("web"), left("blog").length], [[`.v2.web.1.cccccccccccc.log.${process.pid}`], 2], "unset, nothing is kept");
  t.end();
});

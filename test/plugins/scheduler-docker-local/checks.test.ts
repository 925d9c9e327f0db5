import { createServer } from "node:net";
import t from "tap";
import { slots } from "../../../plugins/common/lib/slots.ts";
import { appJsonOfChecks, renderedChecks } from "../../../plugins/scheduler-docker-local/lib/checks-file.ts";
import { healthchecksOf } from "../../../plugins/scheduler-docker-local/lib/healthchecks.ts";
import { accepts, listeners } from "../../../plugins/scheduler-docker-local/lib/listening.ts";
import { root } from "../../lib/root.ts";

t.test("healthchecks of an app.json", async (t) => {
  const of = (entry: object) => healthchecksOf({ healthchecks: { web: [{ type: "startup", ...entry }] } }, "web")[0];
  t.strictSame(healthchecksOf({}, "web"), []);
  t.strictSame(
    healthchecksOf({ healthchecks: { web: [{ type: "liveness", path: "/" }] } }, "web"),
    [],
    "others are not for deploys",
  );
  t.match(of({ path: "/up" }), {
    kind: "path",
    path: "/up",
    attempts: 3,
    wait: 5,
    timeout: 5,
    warn: false,
    name: "healthchecks.web[0]",
  });
  t.match(of({ listening: true, port: 80 }), { kind: "listening", port: 80 });
  t.match(of({ command: ["true"] }), { kind: "command", command: ["true"] });
  t.match(of({ uptime: 3 }), { kind: "uptime", uptime: 3 });
  t.match(of({}), { kind: "uptime", uptime: 0 });
  t.match(of({ command: [], path: null, uptime: 3 }), { kind: "uptime" }, "what is empty is not there");
  t.strictSame(of({ type: undefined, path: "/" }), undefined, "for no moment");
  t.strictSame(of({ path: "/", onFailure: { command: ["dump"] } })?.onFailure, ["dump"]);
  const rows: [object, RegExp][] = [
    [{ path: "/", uptime: 3 }, /path and uptime; one check looks at one thing/],
    [{ path: 7 }, /path has to be text/],
    [{ command: "true" }, /command has to be a list of words/],
    [{ path: "/", timeout: "5" }, /timeout has to be a whole number/],
    [{ path: "/", httpHeaders: ["x"] }, /httpHeaders/],
  ];
  for (const [entry, why] of rows) t.throws(() => of(entry), why, JSON.stringify(entry));
  t.throws(() => healthchecksOf({ healthchecks: { web: {} } }, "web"), /has to be a list/);
});

t.test("a CHECKS file says the same", async (t) => {
  const text = "WAIT=2 # comment\nATTEMPTS=7\n\n/  My App\n//admin.example.com/x\nhttps://example.com\n";
  t.strictSame(appJsonOfChecks(text).healthchecks.web, [
    { wait: 2, timeout: 30, attempts: 7, type: "startup", name: "check-1", path: "/", content: "My App" },
    {
      wait: 2,
      timeout: 30,
      attempts: 7,
      type: "startup",
      name: "check-2",
      path: "/x",
      httpHeaders: [{ name: "Host", value: "admin.example.com" }],
    },
    {
      wait: 2,
      timeout: 30,
      attempts: 7,
      type: "startup",
      name: "check-3",
      path: "/",
      scheme: "https",
      httpHeaders: [{ name: "Host", value: "example.com" }],
    },
  ]);
  t.throws(() => appJsonOfChecks("\nWAIT=x"), /CHECKS, line 2: WAIT takes a whole number/);
  t.throws(() => appJsonOfChecks("nonsense"), /CHECKS, line 1/);
});

t.test("listening is noticed at once, silence after its time", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const signal = new AbortController().signal;
  t.equal(await accepts("127.0.0.1", port, 1000, signal), true);
  t.ok(listeners(process.pid).includes(`127.0.0.1:${port}`));
  await new Promise((resolve) => server.close(resolve));
  t.equal(await accepts("127.0.0.1", port, 100, signal), false);
  t.equal(await accepts("127.0.0.1", port, 60_000, AbortSignal.abort()), false, "an abort ends it");
  t.strictSame(listeners(99_999_999), []);
});

t.test("slots: so many at once, all of them in the end", async (t) => {
  const slot = slots(2);
  let [now, most] = [0, 0];
  const work = Array.from({ length: 7 }, (_, at) =>
    slot(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      if (at === 3) throw new Error("one of them");
    }).catch(() => at),
  );
  t.strictSame(
    (await Promise.all(work)).filter((at) => at !== undefined),
    [3],
  );
  t.equal(most, 2);
});

t.test("a CHECKS file is a template of the app's variables", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "web"]);
  host.dokku(["config:set", "web", "HEALTH=/up now"]);
  const env = { ...host.env };
  t.equal(await renderedChecks('WAIT=2\n{{ var "HEALTH" }}\n', "web", env), "WAIT=2\n/up now\n");
  t.equal(await renderedChecks("/plain\n", "web", env), "/plain\n");
  await t.rejects(renderedChecks("/\n{{ nope }}\n", "web", env), { code: 1, message: /^CHECKS:2: .*nope/ });
});

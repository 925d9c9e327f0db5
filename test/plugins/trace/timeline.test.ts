import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { chromeTrace, showTimeline } from "../../../plugins/trace/lib/timeline.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** A host where a plugin in bash answers a new domain, and asks for a command in its turn. */
function made(t: Test) {
  const root = somePlugins(t, "trace", "domains", "config", "apps", "common");
  mkdirSync(join(root.path, "home/web"));
  const hook = '#!/usr/bin/env bash\nsleep 0.2\ndokku config:set --no-restart "$1" TOKEN=hunter2 >/dev/null\n';
  root.put("lib/plugins/enabled/slow/post-domains-update", hook);
  root.put("lib/plugins/enabled/slow/plugin.toml", "[plugin]\n");
  root.put("lib/plugins/enabled/listens/post-config-update", "#!/usr/bin/env bash\nexit 0\n");
  root.put("lib/plugins/enabled/listens/plugin.toml", "[plugin]\n");
  return { ...root, log: join(root.path, "logs/trace.jsonl") };
}

t.test("what a request took, step by step, with the commands it led to", async (t) => {
  const { dokku, log } = made(t);
  t.match(dokku(["trace:last"]), { code: 1, err: /Nothing has run here yet that fired a trigger/ });
  t.equal(dokku(["domains:add", "web", "secret.example.com"]).code, 0);
  t.equal(dokku(["config:get", "web", "TOKEN"]).out, "hunter2\n");
  const last = JSON.parse(dokku(["trace:last", "--json"]).out);
  t.match(last, { command: "domains:add", app: "web", actor: "default", code: 0 });
  const named = new Map<string, { ms: number; at: number; depth: number }>(
    last.steps.map((step: { plugin: string; hook: string }) => [`${step.plugin} ${step.hook}`, step]),
  );
  const slow = named.get("slow post-domains-update");
  t.ok(slow && slow.ms >= 200 && slow.ms <= last.ms, `the slow hook took ${slow?.ms} of ${last.ms} ms`);
  const inside = named.get("dokku config:set");
  t.ok(slow && inside && inside.at >= slow.at && inside.depth > slow.depth, "the command it asked for stands inside of it");
  t.ok(named.has("listens post-config-update"), "and so does what that fired");
  t.notMatch(readFileSync(log, "utf8"), /hunter2|secret\.example/, "words are not written down");
  const commands = readFileSync(log, "utf8")
    .split("\n")
    .flatMap((line) => (line ? JSON.parse(line).command : []));
  t.same(commands, ["trace:last", "config:set", "domains:add"], "what failed or fired a trigger, and no other");
  const report = JSON.parse(dokku(["trace:report", "web", "--json"]).out);
  t.same(report, { last, earlier: [] });
  t.match(dokku(["trace:report", "nobody"]), { code: 20 });
  const [whole] = JSON.parse(dokku(["trace:last", "--chrome"]).out);
  t.match(whole, { name: "dokku domains:add", ph: "X", dur: last.ms * 1000 });
});

t.test("a step that fails, and a log that is damaged or too long", async (t) => {
  const { dokku, put, log } = made(t);
  put("lib/plugins/enabled/slow/post-domains-update", "#!/usr/bin/env bash\nexit 3\n");
  t.equal(dokku(["domains:add", "web", "a.test"]).code, 3);
  t.match(dokku(["trace:last"]).out, /^=====> domains:add web, .* exit code 3\n.* slow post-domains-update .* !\n/s);
  writeFileSync(log, `{"half\n${readFileSync(log, "utf8")}nonsense\n{}\n${" ".repeat(5_000_000)}\n`);
  t.equal(dokku(["domains:add", "web", "b.test"]).code, 3);
  t.equal(readFileSync(log, "utf8").split("\n").length, 2, "a new log");
  t.equal(JSON.parse(dokku(["trace:report", "web", "--json"]).out).earlier.length, 1, "and what is in the old one is known");
});

t.test("a log that cannot be written to stops nobody", async (t) => {
  const { dokku, log } = made(t);
  mkdirSync(log);
  t.match(dokku(["domains:add", "web", "a.test"]), { code: 0, err: "" });
});

t.test("bars", async (t) => {
  const step = (hook: string, at: number, ms: number, depth = 0) => ({ plugin: "p", hook, at, ms, code: 0, depth });
  const request = {
    request: "1",
    began: "2026-11-25T10:00:00.000Z",
    command: "git-hook",
    app: "web",
    actor: "ada",
    ms: 8000,
    code: 0,
    steps: [step("all", 0, 8000), step("half", 4000, 4000, 1), step("tiny", 7999, 1, 2)],
  };
  const printed: string[] = [];
  showTimeline(request, { env: { COLUMNS: "50" }, cwd: "/", stdin: "inherit", stdout: (text) => void printed.push(`${text}`) });
  const bars = "█".repeat(60);
  t.equal(
    printed.join(""),
    `=====> git-hook web by ada, 2026-11-25 10:00:00 UTC, 8.0 s
       p all                ${bars}    8.0 s
         p half             ${" ".repeat(30)}${bars.slice(30)}    4.0 s
       1 more took less than 80 ms each
`,
  );
  t.same(chromeTrace(request).at(-1), { name: "p tiny", cat: "p", ph: "X", ts: 1795600807999000, dur: 1000, pid: 1, tid: 1, args: { code: 0 } }); // biome-ignore format: one event
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { root } from "../../lib/root.ts";

/** A scheduler that writes down what it is asked. */
const SCHEDULER = `import { write } from "hokku";
import { scheduler } from "hokku/scheduler";
const { appendFileSync } = process.getBuiltinModule("node:fs");
const note = (what: string) => ({ env }: { readonly env: NodeJS.ProcessEnv }, ...words: unknown[]) =>
  appendFileSync(env.DOKKU_ROOT + "/notes", [what, ...words.map((word) => JSON.stringify(word))].join(" ") + "\\n");
export default scheduler({
  usesHostCron: false,
  status: () => ({ count: 2, running: "mixed" }),
  isDeployed: () => true,
  deploy: note("deploy"),
  stop: note("stop"),
  restore: note("restore"),
  retire: note("retire"),
  logs: note("logs"),
  failedLogs: note("failed"),
  inspect: (_io, app) => [{ app }],
  enter: (io, _app, door, command) => (write(io, JSON.stringify([door, command]) + "\\n"), 3),
  run: note("run"),
  runs: { list: note("list"), logs: note("run-logs"), stop: note("run-stop"), retire: note("run-retire") },
});
`;

t.test("a scheduler is one file, which Dokku's triggers reach with their words taken apart", async (t) => {
  const { put, dokku, path } = root(t);
  put("lib/plugins/enabled/scheduler-note/scheduler.ts", SCHEDULER);
  t.equal(dokku(["apps:create", "web"]).code, 0);
  t.equal(dokku(["scheduler:set", "web", "selected", "note"]).code, 0);
  const rows: [words: string, noted: string][] = [
    ["plugin:trigger scheduler-deploy note web 7 worker", 'deploy "web" "7" "worker"'],
    ["plugin:trigger scheduler-deploy other web 7 worker", ""],
    ["ps:stop web", 'stop "web" false'],
    ["ps:restore web", 'restore "web"'],
    ["ps:retire web", 'retire "web"\nrun-retire "web"'],
    ["logs web --tail --num 5 --ps worker.2", 'logs "web" {"type":"worker","index":2} {"tail":true,"quiet":false,"num":"5"}'],
    ["logs:failed web", 'failed "web"'],
    ["run -e A=1 web ls -l", 'run "web" ["A=1"] ["ls","-l"]'],
    ["run:list web", 'list "web" "stdout"'],
    ["run:logs web", 'run-logs "web" "" {"tail":false,"quiet":false,"num":"100"}'],
    ["run:stop web", 'run-stop "web" ""'],
  ];
  for (const [words, noted] of rows) {
    put("home/notes", "");
    const { code, err } = dokku(words.split(" "));
    t.equal(code, 0, `${words} ${err}`);
    t.equal(readFileSync(join(path, "home/notes"), "utf8").trim(), noted, words);
  }
  const { code, out } = dokku(["enter", "web", "--container-id", "abc", "ls", "-l"]);
  t.same([code, JSON.parse(out)], [3, [{ id: "abc" }, ["ls", "-l"]]], "its exit code is the command's");
  t.match(dokku(["ps:report", "web", "--json"]).out, /"processes": 2,[\s\S]*"running": "mixed"/);
  t.match(dokku(["ps:inspect", "web"]).out, /"app": "web"/);
});

t.test("whose jobs are the host's crontab is known of Dokku's own schedulers, and of no other", async (t) => {
  const { dokku } = root(t);
  for (const [name, out] of [
    ["docker-local", "true\n"],
    ["k3s", "false\n"],
    ["null", "false\n"],
    ["bogus", ""],
  ] as const)
    t.same(dokku(`plugin:trigger scheduler-uses-host-cron ${name}`.split(" ")).out, out, name);
});

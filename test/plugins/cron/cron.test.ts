import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import t, { type Test } from "tap";
import { jobId } from "../../../plugins/cron/lib/id.ts";
import { until } from "../../lib/patience.ts";
import { checkout, type Root } from "../../lib/root.ts";
import { fire, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const DAILY = jobId("web", "npm run send-email", "@daily");
const HOURLY = jobId("web", "sync 'two words'", "@hourly");

function crontabProgram(made: Root): void {
  made.put(
    "bin/crontab",
    `#!/bin/bash\nfile="${made.path}/crontab"\nif [[ $1 == -u ]]; then [[ $2 == dokku ]] && shift 2; fi\n` +
      'case "$1" in -l) [[ -e $file ]] || { echo "no crontab for dokku" >&2; exit 1; }; cat "$file" ;; -r) rm "$file" ;; -) cat >"$file" ;; *) exit 9 ;; esac\n',
  );
}

/** A host with a crontab that is a file, and a scheduler that says what it is given. */
function host(t: Test): Root & { readonly crontab: () => string; readonly appJson: (cron: unknown, app?: string) => void } {
  const made = somePlugins(t, "cron", "apps", "app-json", "common");
  made.put("passwd", `root:x:0:0::/root:/bin/sh\ndokku:x:0:0::${made.path}/home:/bin/sh\n`);
  crontabProgram(made);
  const fake = "lib/plugins/enabled/fake";
  made.put(`${fake}/plugin.toml`, "");
  made.put(`${fake}/scheduler-detect`, "#!/bin/sh\necho docker-local\n");
  made.put(`${fake}/scheduler-uses-host-cron`, '#!/bin/sh\n[ "$1" = docker-local ] && echo true || echo false\n');
  made.put(
    `${fake}/scheduler-run`,
    '#!/bin/bash\nprintf "<%s>" "$@"; echo\necho "$DOKKU_CRON_ID $DOKKU_CONCURRENCY_POLICY $DOKKU_RUN_TTL_SECONDS $DOKKU_RM_CONTAINER $DOKKU_DISABLE_TTY <$DOKKU_DETACH_CONTAINER>" >&2\n' +
      'cat\nif [[ -e $DOKKU_ROOT/wait ]]; then exec sleep 20; fi\nexit "$(cat "$DOKKU_ROOT/code" 2>/dev/null || echo 0)"\n',
  );
  const appJson = (cron: unknown, app = "web") => {
    made.put(`home/${app}/HEAD`, "");
    made.put(`lib/config/common/${app}/deployed`, "true");
    made.put(`lib/data/app-json/${app}/app.json`, JSON.stringify({ cron }));
  };
  appJson([
    { command: "npm run send-email", schedule: "@daily" },
    { command: "sync 'two words'", schedule: "@hourly", concurrency_policy: "forbid" },
  ]);
  const env = { ...made.env, PATH: `${made.path}/bin:${made.env.PATH}`, HOKKU_PASSWD: `${made.path}/passwd` };
  const crontab = () => (existsSync(`${made.path}/crontab`) ? readFileSync(`${made.path}/crontab`, "utf8") : "");
  return {
    ...made,
    env,
    dokku: (words, options) => made.dokku(words, { ...options, env: { ...env, ...options?.env } }),
    crontab,
    appJson,
  };
}

t.test("listed as Dokku lists them", async (t) => {
  const made = host(t);
  rows(t, made, [
    {
      words: "cron:list web",
      out: [
        `${"ID".padEnd(DAILY.length)}  Schedule  Concurrency  Maintenance  Command`,
        `${DAILY}  @daily    allow        false        npm run send-email`,
        `${HOURLY.padEnd(DAILY.length)}  @hourly   forbid       false        sync 'two words'`,
        "",
      ].join("\n"),
    },
    {
      words: "cron:list web --format json",
      out: `[{"id":"${DAILY}","app":"web","command":"npm run send-email","schedule":"@daily","concurrency_policy":"allow","app-in-maintenance":false,"task-in-maintenance":false,"maintenance":false},{"id":"${HOURLY}","app":"web","command":"sync 'two words'","schedule":"@hourly","concurrency_policy":"forbid","app-in-maintenance":false,"task-in-maintenance":false,"maintenance":false}]\n`,
    },
    { words: "cron:list web --format yaml", code: 1, err: /Invalid format specified, supported formats: json, stdout/ },
    { words: "cron:list nobody", code: 20 },
    { words: "cron:report web --cron-task-count", out: "2\n" },
  ]);
  t.match(JSON.parse(made.dokku(["cron:list", "web", "--json"]).out)[0], { id: DAILY, next: /T00:00:00/, "last-run": null });
  made.appJson(null);
  t.equal(made.dokku(["cron:list", "web", "--format", "json"]).out, "[]\n");
  made.appJson([{ command: "x", schedule: "@daily" }, { command: "x" }, { schedule: "@every 5m", command: "y" }]);
  const { out, err } = made.dokku(["cron:list", "web"]);
  t.equal(out.split("\n").length, 3, "what Dokku has taken, and cron could not run, hides no other job");
  t.match(err, /app.json of web: cron\[1\]: schedule is missing.*\n.*cron\[2\]: schedule "@every 5m"/);
});

t.test("entries of plugins: Dokku's rows", async (t) => {
  const made = host(t);
  made.appJson([]);
  const entries = (script: string) => made.put("lib/plugins/enabled/fake/cron-entries", `#!/bin/bash\n${script}\n`);
  const write = () => t.equal(fire(made, "scheduler-cron-write").code, 0);
  write();
  t.equal(made.crontab(), "");
  entries("echo '@daily;/bin/true'");
  write();
  t.equal(
    made.dokku(["cron:list", "--global", "--format", "json"]).out,
    '[{"id":"5cruaotm4yzzpnjlsdunblj8qyjp","command":"/bin/true","global":true,"schedule":"@daily","concurrency_policy":"","app-in-maintenance":false,"task-in-maintenance":false,"maintenance":false}]\n',
  );
  t.match(made.crontab(), "\n@daily /bin/true\n");
  entries(
    "echo; echo '@daily;/bin/true;/var/log/dokku/log.log'; echo '61 * * * *;/bin/false'; echo 'nonsense'; printf '@daily;%0950d\\n' 0",
  );
  t.match(fire(made, "cron-write"), {
    code: 0,
    err: /Invalid injected cron task: 61 .*\n.*Invalid injected cron task: nonsense/,
  });
  t.match(made.crontab(), "\n@daily /bin/true &>> /var/log/dokku/log.log\n");
  t.notMatch(made.crontab(), "/bin/false", "one that cron would refuse keeps out none but itself");
  entries("[[ $1 == kubernetes ]] && echo '@daily;/bin/true'");
  write();
  t.equal(made.crontab(), "");
});

t.test("the crontab follows deploys, settings and the app's end", async (t) => {
  const made = host(t);
  const jobs = () =>
    made
      .crontab()
      .split("\n")
      .filter((line) => line.includes("cron:run"));
  const [daily, hourly] = [`@daily dokku cron:run web ${DAILY}`, `@hourly dokku cron:run web ${HOURLY}`];
  t.equal(fire(made, "post-deploy", "web", "", "", "latest").code, 0);
  t.same(jobs(), [daily, hourly]);
  t.match(made.dokku(["cron:suspend", "web", DAILY]), {
    code: 0,
    out: `=====> Setting maintenance.${DAILY} to true\n-----> Updated`,
  });
  t.same(jobs(), [hourly]);
  t.match(made.dokku(["cron:list", "web"]).out, "true (task)");
  t.equal(made.dokku(["cron:report", "web", `--cron-maintenance-${DAILY}`]).out, "true\n");
  t.match(made.dokku(["cron:resume", "web", DAILY]), { code: 0, out: `=====> Unsetting maintenance.${DAILY}\n` });
  t.equal(made.dokku(["cron:report", "web", `--cron-maintenance-${DAILY}`]).code, 1);
  t.same(jobs(), [daily, hourly]);
  t.equal(made.dokku(["cron:set", "web", `maintenance.${HOURLY}`, "true"]).code, 0);
  t.same(jobs(), [daily]);
  t.equal(made.dokku(["cron:set", "web", "maintenance", "true"]).code, 0);
  t.same(jobs(), []);
  t.match(made.dokku(["cron:list", "web"]).out, "true (app)");
  t.match(
    made.dokku(["cron:resume", "web", HOURLY]).err,
    /All jobs of web are suspended; let them run with: dokku cron:set web maintenance/,
  );
  made.dokku(["cron:set", "web", "maintenance", "false"]);
  made.dokku(["cron:set", "--global", "maintenance", "true"]);
  t.same(jobs(), [], "true for all wins over an app's false");
  t.equal(made.dokku(["cron:report", "web", "--cron-computed-maintenance"]).out, "true\n");
  t.equal(fire(made, "cron-get-property", "web", "maintenance").out, "false\n");
  made.dokku(["cron:set", "--global", "maintenance"]);
  t.same(jobs(), [daily, hourly]);
  made.dokku(["cron:set", "--global", "mailto", "ada@example.com"]);
  made.dokku(["cron:set", "--global", "mailfrom", "dokku@example.com"]);
  t.match(made.crontab(), "\nMAILFROM=dokku@example.com\nMAILTO=ada@example.com\nPATH=");
  t.equal(fire(made, "cron-get-property", "--global", "mailto").out, "ada@example.com\n");
  t.equal(made.dokku(["cron:report", "--global", "--cron-computed-mailto"]).out, "ada@example.com\n");
  rmSync(`${made.path}/lib/config/common/web`, { recursive: true });
  fire(made, "scheduler-cron-write", "docker-local", "web");
  t.same(jobs(), [], "of an app that was never deployed nothing can run");
  made.appJson([{ command: "npm run send-email", schedule: "@daily" }]);
  fire(made, "scheduler-cron-write", "k3s", "web");
  t.same(jobs(), [], "a scheduler with a cron of its own");
  fire(made, "scheduler-cron-write", "docker-local", "web");
  t.same(jobs(), [daily]);
  made.put("lib/config/common/broken/deployed", "true");
  made.put("home/broken/HEAD", "");
  made.put("lib/data/app-json/broken/app.json", "{");
  t.match(fire(made, "scheduler-cron-write", "docker-local", "web"), {
    code: 0,
    err: /The jobs of broken are left out: app.json cannot/,
  });
  t.same(jobs(), [daily], "one damaged file keeps no other app's jobs");
  rmSync(`${made.path}/lib/data/app-json/web`, { recursive: true });
  made.put("bin/crontab", "#!/bin/sh\necho 'You (dokku) are not allowed to use this program' >&2\nexit 1\n");
  const before = made.crontab();
  t.match(fire(made, "post-delete", "web", "latest"), {
    code: 0,
    err: /jobs of web may be scheduled still: You \(dokku\) are not allowed/,
  });
  t.match(fire(made, "scheduler-cron-write"), { code: 1, err: /not allowed/ });
  t.equal(made.crontab(), before, "a crontab that could not be read is not taken for an empty one");
  crontabProgram(made);
  fire(made, "post-delete", "web", "latest");
  t.equal(made.crontab(), "");
});

t.test("what cannot be set", async (t) => {
  rows(t, host(t), [
    { words: "cron:set web mailto a@b", code: 1, err: /can only be set globally with --global/ },
    { words: "cron:set --global mailto a@b%x", code: 1, err: /use mail addresses/ },
    { words: ["cron:set", "--global", "mailfrom", "a b"], code: 1, err: /use mail addresses/ },
    { words: "cron:set web maintenance yes", code: 1, err: /use true or false/ },
    { words: "cron:set --global maintenance.x true", code: 1, err: /Task maintenance properties cannot be set globally/ },
    { words: "cron:set web maintenance.x true", code: 1, err: /no matching task ID found: maintenance.x/ },
    { words: `cron:set web maintenance.${DAILY} 1`, code: 1, err: /use true or false/ },
    { words: "cron:suspend web x", code: 1, err: /No matching Cron ID found. .*'dokku cron:list web'/ },
    { words: "cron:run web", code: 2 },
    { words: "cron:run web x", code: 1, err: /No matching Cron ID found/ },
    { words: `cron:run web ${DAILY} --ttl-seconds 0`, code: 1, err: /--ttl-seconds must be a positive integer/ },
    { words: `cron:run web ${DAILY} --detach --ttl-seconds -1`, code: 1, err: /--ttl-seconds must be a positive integer/ },
    { words: "cron:report web --format xml", code: 2 },
  ]);
});

t.test("a run: Dokku's variables, both streams, the exit code, and all of it kept", async (t) => {
  const made = host(t);
  const run = made.dokku(["cron:run", "web", HOURLY, "--ttl-seconds", "60"], { input: "not for a job" });
  t.same([run.code, run.out, run.err], [0, "<docker-local><web><0><--><sync><two words>\n", `${HOURLY} forbid 60 1 true <>\n`]);
  made.put("home/code", "3");
  t.equal(made.dokku(["cron:run", "web", DAILY], { env: { HOKKU_CRON: "1" } }).code, 3);
  t.match(made.dokku(["cron:report", "web", "--cron-trouble"]).out, /npm run send-email failed at \S+ \S+ with exit code 3\n/);
  const runs = () => JSON.parse(made.dokku(["cron:runs", "web", "--json"]).out).runs;
  t.match(runs(), [
    { id: HOURLY, state: "ended", code: 0, scheduled: false, output: /<two words>\n/, seconds: Number },
    { id: DAILY, state: "ended", code: 3, scheduled: true, output: /allow 86400 1 true/ },
  ]);
  t.match(
    made.dokku(["cron:runs", "web"]).out,
    /^Began +By +ID +Command +Ended +Took\n\S+ \S+ {2}schedule {2}\w+ +npm run send-email {2}with 3 {2}\d+\.\d s\n/,
  );
  t.match(
    made.dokku(["cron:runs", "web", DAILY]).out,
    /^=====> \S+ \S+, by schedule: with 3 after .* s\n[\s\S]*<npm><run><send-email>\n/,
  );
  t.match(JSON.parse(made.dokku(["cron:list", "web", "--json"]).out)[1]["last-run"], { code: 0, "goes-on": false });
  rmSync(`${made.path}/home/code`);
  t.match(made.dokku(["cron:run", "web", DAILY, "--detach"]).err, / 86400 1 true <1>\n/);
  t.match(runs().at(-1), { state: "detached", code: null });
  for (let count = 0; count < 9; count++) made.dokku(["cron:run", "web", DAILY]);
  t.equal(runs().filter(({ id }: { id: string }) => id === DAILY).length, 10, "ten of each job are kept");
  t.equal(runs().filter(({ id }: { id: string }) => id === HOURLY).length, 1);
});

t.test("a run that is cut short, and one that overlaps, are seen as such", async (t) => {
  const made = host(t);
  made.put("home/wait", "");
  const start = () => spawn(`${checkout}/core/dokku`, ["cron:run", "web", DAILY], { env: made.env, stdio: "ignore" });
  const states = () =>
    JSON.parse(made.dokku(["cron:runs", "web", "--json"]).out).runs.map(({ state }: { state: string }) => state);
  const first = start();
  await until(() => states().join() === "running");
  const second = start();
  await until(() => states().join() === "running,running");
  t.match(made.dokku(["cron:report", "web", "--cron-trouble"]).out, /began at .* while an earlier run went on/);
  second.kill("SIGTERM");
  await until(() => states().join() === "running,ended");
  first.kill("SIGKILL");
  await until(() => states().join() === "cut short,ended");
  t.match(JSON.parse(made.dokku(["cron:runs", "web", "--json"]).out).runs[1], { code: 143, overlapped: true });
});

t.test("a deploy whose jobs could not run is refused, with the place", async (t) => {
  const made = host(t);
  const extract = (text: string) => {
    made.put("source/app.json", text);
    return fire(made, "core-post-extract", "web", `${made.path}/source`, "abc");
  };
  const rows: [string, RegExp][] = [
    ['{"cron": [', /app.json cannot be read/],
    ['{"cron": {}}', /app.json: cron has to be a list of jobs/],
    ['{"cron": [{"key": "value"}]}', /app.json: cron\[0\]: command is missing: a job takes a command and a schedule/],
    ['{"cron": [{"command": "x"}]}', /cron\[0\]: schedule is missing/],
    ['{"cron": [{"command": 5, "schedule": "@daily"}]}', /cron\[0\]: command is missing/],
    ['{"cron": ["x"]}', /cron\[0\]: command is missing/],
    ['{"cron": [{"command": "x", "schedule": "@nonstandard"}]}', /cron\[0\]: schedule "@nonstandard" cannot be used/],
    ['{"cron": [{"command": "x", "schedule": "0 5 * * * *"}]}', /five fields/],
    ['{"cron": [{"command": "a; b", "schedule": "@daily"}]}', /cron\[0\]: command "a; b" cannot be run: no shell sees it/],
    ['{"cron": [{"command": "a\\nb", "schedule": "@daily"}]}', /it has to be one line/],
    [
      '{"cron": [{"command": "x", "schedule": "@daily", "concurrency_policy": "maybe"}]}',
      /allow, forbid or replace, not "maybe"/,
    ],
    ['{"cron": [{"command": "x", "schedule": "@daily", "maintenance": "yes"}]}', /maintenance has to be true or false/],
    [`{"cron": [{"command": "${"x".repeat(700)}", "schedule": "@daily"}]}`, /too long for a crontab/],
  ];
  for (const [text, err] of rows) t.match(extract(text), { code: 1, err }, text.slice(0, 80));
  t.equal(made.dokku(["cron:report", "web", "--cron-task-count"]).out, "2\n", "those of the live release count");
  t.match(extract('{"cron": [{"command": "echo $HOME", "schedule": "@daily"},],}'), {
    code: 0,
    err: /\$HOME in "echo \$HOME" is empty/,
  });
  t.match(
    extract('{"cron": [{"command": "date +%Y", "schedule": "@daily"}]}'),
    { code: 0, err: "" },
    "no crontab has it, so % is nothing",
  );
});

t.test("under another name what is suspended stays so; a copy has not run yet", async (t) => {
  const made = host(t);
  made.dokku(["cron:suspend", "web", DAILY]);
  made.dokku(["cron:run", "web", DAILY]);
  made.put("home/copy/HEAD", "");
  fire(made, "post-app-clone-setup", "web", "copy");
  const maintenance = (app: string) =>
    JSON.parse(made.dokku(["cron:list", app, "--json"]).out).map((job: { maintenance: boolean }) => job.maintenance);
  t.same(maintenance("copy"), [true, false]);
  t.same(JSON.parse(made.dokku(["cron:runs", "copy", "--json"]).out).runs, []);
  made.put("home/shop/HEAD", "");
  fire(made, "post-app-rename-setup", "web", "shop");
  t.same(maintenance("shop"), [true, false]);
  t.equal(JSON.parse(made.dokku(["cron:runs", "shop", "--json"]).out).runs.length, 1);
  t.notMatch(made.dokku(["cron:report", "shop", "--json"]).out, DAILY, "nothing is left of the old ID");
});

t.test("a job with a long ID can be suspended, which no file's name has room for", async (t) => {
  const made = host(t);
  const command = `sh -c '${"x".repeat(300)}'`;
  made.appJson([{ command, schedule: "@daily" }]);
  const id = jobId("web", command, "@daily");
  t.ok(id.length > 400);
  t.equal(made.dokku(["cron:suspend", "web", id]).code, 0);
  t.match(made.dokku(["cron:list", "web"]).out, "true (task)");
});

t.test("without cron, and where the crontab is somebody's own, the jobs wait for the runner, and that is said", async (t) => {
  const made = host(t);
  const file = `${made.path}/lib/data/cron/--global/crontab`;
  made.put("passwd", "dokku:x:0:0::/home/ada:/bin/sh\n");
  const written = fire(made, "post-deploy", "web", "", "", "latest");
  t.match(written, { code: 0, err: /Nothing runs jobs here by itself; let this run: dokku cron:runner/ });
  t.equal(made.crontab(), "");
  t.match(readFileSync(file, "utf8"), `@daily dokku cron:run web ${DAILY}\n`);
  t.equal(made.dokku(["cron:report", "web", "--cron-scheduled-by"]).out, "nothing\n");
  const runner = spawn(`${checkout}/core/dokku`, ["cron:runner"], { env: made.env, stdio: "ignore" });
  await until(() => made.dokku(["cron:report", "web", "--cron-scheduled-by"]).out.startsWith("dokku cron:runner, process"));
  t.match(made.dokku(["cron:runner"]), { code: 1, err: /runs the jobs already/ });
  runner.kill("SIGTERM");
  await until(() => runner.exitCode !== null || runner.signalCode !== null);
  t.equal(runner.exitCode, 0);
  t.notOk(existsSync(`${made.path}/lib/data/cron/--global/runner`), "another may run them now");
  made.put("passwd", `dokku:x:0:0::${made.path}/home:/bin/sh\n`);
  fire(made, "install");
  t.match(made.crontab(), `@daily dokku cron:run web ${DAILY}\n`, "once there is a crontab, it has them");
  t.notOk(existsSync(file));
});

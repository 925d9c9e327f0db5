import t from "tap";
import { crontabText, withJobs } from "../../../plugins/cron/lib/crontab.ts";
import { trouble } from "../../../plugins/cron/lib/health.ts";
import { base36, entryId, jobId } from "../../../plugins/cron/lib/id.ts";
import type { Run } from "../../../plugins/cron/lib/runs.ts";
import { parseSchedule } from "../../../plugins/cron/lib/schedule.ts";
import type { Task } from "../../../plugins/cron/lib/tasks.ts";

t.test("IDs are Dokku's", async (t) => {
  // The first is in Dokku's own tests; the second was computed from the same bytes by Python's integers.
  t.equal(entryId(["@daily", "/bin/true"]), "5cruaotm4yzzpnjlsdunblj8qyjp");
  t.equal(jobId("web", "true", "* * * * *"), "jl9cpl6b3uicheidq476y8s0zpngjf2hii");
  t.equal(base36(Buffer.from([0, 0, 1, 255])), "00e7");
  t.equal(base36(Buffer.from([0, 0])), "00");
  t.equal(base36(Buffer.alloc(0)), "");
});

const task = (more: Partial<Task> = {}): Task => ({
  id: "abc",
  app: "web",
  command: "npm run x",
  schedule: "@daily",
  when: parseSchedule("@daily"),
  policy: "allow",
  appInMaintenance: false,
  taskInMaintenance: false,
  ...more,
});

t.test("the crontab: Dokku's lines, no word of an app's", async (t) => {
  const entry = { id: "e", schedule: "@daily", inCron: "@daily", command: "/bin/true", log: "" };
  const nobody = { mailfrom: "", mailto: "" };
  t.equal(crontabText({ tasks: [], entries: [], mailfrom: "a@b", mailto: "a@b" }), "");
  t.equal(
    crontabText({ tasks: [task(), task()], entries: [entry, { ...entry, log: "/var/log/x.log" }], ...nobody }),
    "PATH=/usr/local/bin:/usr/bin:/bin\nSHELL=/bin/bash\nHOKKU_CRON=1\n\n" +
      "@daily dokku cron:run web abc\n@daily /bin/true\n@daily /bin/true &>> /var/log/x.log\n",
  );
  t.match(
    crontabText({ tasks: [task()], entries: [], mailfrom: "d@example.com", mailto: '""' }),
    /^MAILFROM=d@example.com\nMAILTO=""\nPATH=/,
  );
});

t.test("a crontab with other lines: they stay, Dokku's own are replaced", async (t) => {
  const ours = crontabText({ tasks: [task()], entries: [], mailfrom: "", mailto: "" });
  const alone = withJobs("", ours);
  t.match(alone, /^# Jobs of apps.*\nPATH=[\s\S]*@daily dokku cron:run web abc\n# End of the jobs of apps\n$/);
  t.equal(withJobs(alone, ours), alone, "again");
  t.equal(withJobs(alone, ""), "", "nothing is left");
  const mixed = withJobs("# mine\n0 1 * * * backup\n", ours);
  t.equal(mixed, `# mine\n0 1 * * * backup\n${alone}`);
  t.equal(withJobs(`${mixed}5 5 * * * later\n`, ours), `# mine\n0 1 * * * backup\n5 5 * * * later\n${alone}`, "ours are last");
  t.equal(withJobs(mixed, ""), "# mine\n0 1 * * * backup\n");
  const dokkus =
    "PATH=/usr/local/bin:/usr/bin:/bin\nSHELL=/bin/bash\n\n@daily dokku cron:run web abc\n@hourly dokku cron:run gone def\n";
  t.equal(withJobs(dokkus, ours), alone, "taken over from Dokku");
  t.equal(withJobs(alone.replace("# End of the jobs of apps\n", ""), ours), alone, "whose end somebody has removed");
  t.equal(withJobs(`${alone.replace("# End of the jobs of apps\n", "")}0 1 * * * backup\n`, ours), `0 1 * * * backup\n${alone}`);
});

t.test("what is wrong with a job is named", async (t) => {
  const now = new Date(2026, 10, 28, 15, 7);
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  const run = (minutes: number, more: Partial<Run> = {}): Run => ({
    ...{ id: "abc", command: "x", began: ago(minutes), scheduled: true, overlapped: false, detached: false },
    ...{ pid: 1, started: "never", ended: ago(minutes - 0.1), code: 0, output: "", ...more },
  });
  const { ended: _, code: __, ...unfinished } = run(5);
  const each = task({ when: parseSchedule("*/10 * * * *") }); // due at 15:00
  const rows: [name: string, task: Task, runs: Run[], since: string | undefined, found: string[]][] = [
    ["fresh", each, [], ago(3), []],
    ["not scheduled", each, [], undefined, []],
    ["ran", each, [run(6)], ago(60), []],
    ["never ran", each, [], ago(60), ["never ran: it was due at 2026-11-28 15:00:00"]],
    ["by hand does not count", each, [run(2, { scheduled: false })], ago(60), ["never ran: it was due at 2026-11-28 15:00:00"]],
    ["missed", each, [run(17)], ago(60), ["did not run: it was due at 2026-11-28 15:00:00"]],
    ["failed", each, [run(6, { code: 3 })], ago(60), ["failed at 2026-11-28 15:01:00 with exit code 3"]],
    ["failed, then not", each, [run(17, { code: 3 }), run(6)], ago(60), []],
    ["overlapped", each, [run(6, { overlapped: true })], ago(60), ["began at 2026-11-28 15:01:00 while an earlier run went on"]],
    ["cut short", each, [unfinished], ago(60), ["was cut short at 2026-11-28 15:02:00"]],
    ["never due", task({ when: parseSchedule("0 0 31 2 *") }), [], ago(60), ["is never due"]],
  ];
  for (const [name, one, runs, since, found] of rows) t.same(trouble(one, runs, since, now), found, name);
});

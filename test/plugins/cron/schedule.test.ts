import t from "tap";
import { commandWords } from "../../../plugins/cron/lib/command-words.ts";
import { dueLines } from "../../../plugins/cron/lib/runner.ts";
import { isDue, lastDue, nextDue, parseSchedule } from "../../../plugins/cron/lib/schedule.ts";

/** Times here are the machine's own, as cron's are. */
const at = (text: string) => new Date(text.replace(" ", "T"));

t.test("schedules: what stands in the crontab, and when it is due next and was last", async (t) => {
  const now = at("2026-11-28 15:07:30"); // a Saturday
  const rows: [given: string, inCron: string, next: string, last: string][] = [
    ["@daily", "@daily", "2026-11-29 00:00", "2026-11-28 00:00"],
    ["@Midnight", "@midnight", "2026-11-29 00:00", "2026-11-28 00:00"],
    ["@hourly", "@hourly", "2026-11-28 16:00", "2026-11-28 15:00"],
    ["@weekly", "@weekly", "2026-11-29 00:00", "2026-11-22 00:00"],
    ["@monthly", "@monthly", "2026-12-01 00:00", "2026-11-01 00:00"],
    ["@yearly", "@yearly", "2027-01-01 00:00", "2026-01-01 00:00"],
    ["* * * * *", "* * * * *", "2026-11-28 15:08", "2026-11-28 15:07"],
    [" */5  * * * * ", "*/5 * * * *", "2026-11-28 15:10", "2026-11-28 15:05"],
    ["5 5 5 5 5", "5 5 5 5 5", "2027-05-05 05:05", "2026-05-29 05:05"],
    ["0 0 13 * fri", "0 0 13 * fri", "2026-12-04 00:00", "2026-11-27 00:00"],
    ["0 0 */2 * fri", "0 0 */2 * fri", "2026-12-11 00:00", "2026-11-27 00:00"],
    ["5/15 ? * JAN,mar ?", "5-59/15 * * JAN,mar *", "2027-01-01 00:05", "2026-03-31 23:50"],
    ["0 0 * * 7", "0 0 * * 7", "2026-11-29 00:00", "2026-11-22 00:00"],
    ["0 0 * * 5-7", "0 0 * * 5-7", "2026-11-29 00:00", "2026-11-28 00:00"],
    ["0 0 * * 1/2", "0 0 * * 1-6/2", "2026-11-30 00:00", "2026-11-27 00:00"],
    ["0 9-17/4 * * mon-fri", "0 9-17/4 * * mon-fri", "2026-11-30 09:00", "2026-11-27 17:00"],
    ["0 0 29 2 *", "0 0 29 2 *", "2028-02-29 00:00", "2024-02-29 00:00"],
  ];
  for (const [given, inCron, next, last] of rows) {
    const schedule = parseSchedule(given);
    t.equal(schedule.text, inCron, given);
    t.same(nextDue(schedule, now), at(next), `${given} next`);
    t.same(lastDue(schedule, now), at(last), `${given} last`);
    t.ok(isDue(schedule, at(next)) && (inCron.startsWith("*") || !isDue(schedule, now)), `${given} is due then`);
  }
  t.equal(nextDue(parseSchedule("0 0 30 2 *"), now), undefined, "a day that never comes");
});

t.test("what is no schedule, or none for cron, is refused with what to write", async (t) => {
  const rows: [given: string, why: RegExp][] = [
    ["@nonstandard", /use one of @yearly @annually/],
    ["@reboot", /use one of/],
    ["@constructor", /use one of/],
    ["@every 5m", /"\*\/5 \* \* \* \*" for every five minutes/],
    ["CRON_TZ=Asia/Tokyo 0 5 * * *", /times are the server's, whose zone is \S+; write it in that/],
    ["TZ=UTC @daily", /times are the server's/],
    ["0 5 * * * *", /five fields/],
    ["1 2 3", /five fields/],
    ["", /five fields/],
    ["@daily\n* * * * *", /one line/],
    ["60 * * * *", /"60" is no minute: use 0 to 59/],
    ["* 24 * * *", /"24" is no hour/],
    ["* * 0 * *", /"0" is no day of the month/],
    ["* * * 13 *", /"13" is no month/],
    ["* * * foo *", /"foo" is no month/],
    ["* * * * 8", /"8" is no weekday/],
    ["5-1 * * * *", /"5-1" is no minute/],
    ["1-2-3 * * * *", /no minute/],
    ["*/0 * * * *", /no minute/],
    ["1,, * * * *", /no minute/],
    ["-1 * * * *", /no minute/],
    ["1.5 * * * *", /no minute/],
    ["% * * * *", /no minute/],
  ];
  for (const [given, why] of rows) t.throws(() => parseSchedule(given), why, given);
});

t.test("commands: a shell's quoting and no shell", async (t) => {
  const rows: [command: string, words: string[], variables?: string[]][] = [
    ["npm run send-email", ["npm", "run", "send-email"]],
    ["sh -c 'echo CRON_OK; echo hi > /tmp/x.txt'", ["sh", "-c", "echo CRON_OK; echo hi > /tmp/x.txt"]],
    [`node -e "console.log('a;b')"`, ["node", "-e", "console.log('a;b')"]],
    ["date +%Y", ["date", "+%Y"]],
    [`echo "it's" a\\;b`, ["echo", "it's", "a;b"]],
    ["echo $HOME x${Y}z \"$Z\" '$Q' \\$W", ["echo", "xz", "", "$Q", "$W"], ["$HOME", "${Y}", "$Z"]],
    ["echo \"it's $A\" '$B'", ["echo", "it's ", "$B"], ["$A"]],
  ];
  for (const [command, words, variables = []] of rows) t.same(commandWords(command), { words, variables }, command);
  for (const [command, why] of [
    ["echo CRON_OK; echo hi > /tmp/x.txt", /; means something only there; write: sh -c/],
    ["a && b", /& means/],
    ["a | b", /\| means/],
    ["a > b", />/],
    ["a $(b)", /\(/],
    ['a "$(b)"', /\$\(/],
    ["a `b`", /`/],
    ['a "`b`"', /`/],
    ["a 'b", /a quote in it has no end/],
    ['a "b', /a quote in it has no end/],
    ["a\nb", /one line/],
    ["a\0b", /one line/],
    [" ", /no program/],
  ] as const)
    t.throws(() => commandWords(command), why, command);
});

t.test("what the runner runs of a crontab in a minute", async (t) => {
  const crontab = [
    "MAILTO=a@example.com",
    "PATH=/usr/local/bin:/usr/bin:/bin",
    "",
    "@hourly dokku cron:run web a",
    "5 15 * * * dokku cron:run web b",
    "*/5 * * * * dokku letsencrypt:auto-renew &>> /var/log/dokku/letsencrypt.log",
    "@reboot dokku cron:run web c",
    "",
  ].join("\n");
  t.same(dueLines(crontab, at("2026-11-28 15:05:01")), [
    "dokku cron:run web b",
    "dokku letsencrypt:auto-renew &>> /var/log/dokku/letsencrypt.log",
  ]);
  t.same(dueLines(crontab, at("2026-11-28 15:06:00")), []);
  t.same(dueLines(crontab, at("2026-11-28 16:00:59")), [
    "dokku cron:run web a",
    "dokku letsencrypt:auto-renew &>> /var/log/dokku/letsencrypt.log",
  ]);
});

import { Exit } from "hokku";

/** When a job is due, in the server's own time. */
export interface Schedule {
  /** As a crontab has it: five fields, or a word that begins with @. */
  readonly text: string;
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** Whether a day counts that fits either of day and weekday, as where both are given; else it has to fit both. */
  readonly either: boolean;
}

const WORDS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Where `*` and steps end, if not there. */
  readonly end?: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of the month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, names: " jan feb mar apr may jun jul aug sep oct nov dec".split(" ") },
  { name: "weekday", least: 0, most: 7, end: 6, names: "sun mon tue wed thu fri sat".split(" ") },
];

/** Reads a schedule, or refuses it with what to write instead. Contract: what both Dokku takes and cron understands. */
export function parseSchedule(given: string): Schedule {
  const text = given.trim();
  const refuse = (why: string) => new Exit(1, `schedule ${JSON.stringify(given)} cannot be used: ${why}`);
  if (/[\r\n\0]/.test(text)) throw refuse("it has to be one line");
  if (/^(CRON_)?TZ=/.test(text))
    throw refuse(`times are the server's, whose zone is ${zone()}; write it in that, without a zone`);
  if (/^@every\b/.test(text)) throw refuse('cron has no intervals; use fields, such as "*/5 * * * *" for every five minutes');
  const lower = text.toLowerCase();
  if (text.startsWith("@") && !Object.hasOwn(WORDS, lower)) throw refuse(`use one of ${Object.keys(WORDS).join(" ")}`);
  const fields = (WORDS[lower] ?? text).split(/\s+/);
  if (fields.length !== FIELDS.length)
    throw refuse('it takes five fields, minute hour day month weekday, such as "15 3 * * *", or a word such as @daily');
  const sets = FIELDS.map((field, at) => valuesOf(fields[at] ?? "", field, refuse));
  const [minutes, hours, days, months, weekdays] = sets as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>];
  if (weekdays.delete(7)) weekdays.add(0);
  const isOpen = (at: number) => /^[*?]/.test(fields[at] ?? "");
  const plain = fields.map((field, at) => inCron(field, FIELDS[at] as Field)).join(" ");
  return { text: WORDS[lower] ? lower : plain, minutes, hours, days, months, weekdays, either: !isOpen(2) && !isOpen(4) };
}

/** Ranges, steps, lists and names of one field as numbers. */
function valuesOf(
  text: string,
  { name, least, most, end = most, names = [] }: Field,
  refuse: (why: string) => Exit,
): Set<number> {
  const values = new Set<number>();
  const wrong = (part: string) =>
    refuse(`${JSON.stringify(part)} is no ${name}: use ${least} to ${most}, lists, ranges, steps or *`);
  const number = (word: string, part: string): number => {
    const named = names.indexOf(word.toLowerCase());
    const value = named >= 0 && word ? named : /^\d{1,2}$/.test(word) ? Number(word) : -1;
    if (value < least || value > most) throw wrong(part);
    return value;
  };
  for (const part of text.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    if (!range || step === "0" || step === "00") throw wrong(part);
    const [from = "", to, ...more] = range.split("-");
    const all = range === "*" || range === "?";
    if (more.length) throw wrong(part);
    const first = all ? least : number(from, part);
    const last = all ? end : to !== undefined ? number(to, part) : step ? end : first;
    if (last < first) throw wrong(part);
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

/** A field as every cron understands it: some know neither `?` nor a step behind a single number. */
const inCron = (field: string, { most, end = most }: Field): string =>
  field.replaceAll("?", "*").replace(/(^|,)(\w+)\//g, `$1$2-${end}/`);

/** Whether a job is due in the minute that a time is in. */
export function isDue(schedule: Schedule, time: Date): boolean {
  const { minutes, hours } = schedule;
  return minutes.has(time.getMinutes()) && hours.has(time.getHours()) && isItsDay(schedule, time);
}

function isItsDay({ days, months, weekdays, either }: Schedule, time: Date): boolean {
  if (!months.has(time.getMonth() + 1)) return false;
  const [day, weekday] = [days.has(time.getDate()), weekdays.has(time.getDay())];
  return either ? day || weekday : day && weekday;
}

/** As far as a due time is looked for, in days: a 29th of February is eight years away at most. */
const HORIZON = 8 * 366;

/** When a job is due next after a time; undefined for one that never is, such as of a 30th of February. */
export const nextDue = (schedule: Schedule, after: Date): Date | undefined => nearest(schedule, after, 1);

/** When a job was due last, up to a time. */
export const lastDue = (schedule: Schedule, until: Date): Date | undefined => nearest(schedule, until, -1);

/** Goes day by day, and on a day that fits minute by minute. */
function nearest(schedule: Schedule, from: Date, direction: 1 | -1): Date | undefined {
  const time = new Date(from);
  time.setSeconds(0, 0);
  if (direction > 0) time.setMinutes(time.getMinutes() + 1);
  for (let day = 0; day <= HORIZON; day++) {
    const date = time.getDate();
    while (isItsDay(schedule, time) && time.getDate() === date) {
      if (isDue(schedule, time)) return time;
      time.setTime(time.getTime() + direction * 60_000);
    }
    if (time.getDate() !== date) continue;
    time.setDate(date + direction);
    time.setHours(direction > 0 ? 0 : 23, direction > 0 ? 0 : 59);
  }
  return undefined;
}

/** The server's time zone: `Etc/UTC`. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

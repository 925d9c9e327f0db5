/** What a line of the log says. */
export interface Event {
  readonly time: string;
  readonly host: string;
  readonly pid: number;
  /** `INVOKED`, or `REFUSED` for what a key may not do. */
  readonly kind: string;
  readonly trigger: string;
  readonly arguments: readonly string[];
  readonly name: string;
  readonly fingerprint: string;
}

/** A line of the log in its parts; one that somebody else has written is its text alone. */
export function parseEvent(line: string): Event | { readonly text: string } | undefined {
  if (!line) return undefined;
  const [, time, host, pid, kind, trigger, words = "", rest = ""] =
    /^(\w+ +\d+ [\d:]+) (\S+) dokku-event\[(\d+)\]: (\w+): (\S+)\( ?(.*?) ?\) ?(.*)$/.exec(line) ?? [];
  if (!time || !host || !kind || !trigger) return { text: line };
  const field = (key: string) => new RegExp(`(?:^| )${key}=(\\S*)`).exec(rest)?.[1] ?? "";
  const given = words.split(" ").filter(Boolean);
  return {
    time,
    host,
    pid: Number(pid),
    kind,
    trigger,
    arguments: given,
    name: field("NAME"),
    fingerprint: field("FINGERPRINT"),
  };
}

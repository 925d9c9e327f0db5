import { launchd, runit, systemd, systemdUser, sysv, upstart } from "./export-formats.ts";

/** What is the same for all processes of an app that another program than Dokku is to run. */
export interface Exported {
  readonly app: string;
  /** Of each process; where it is "", each has one of its own. */
  readonly description: string;
  readonly env: ReadonlyMap<string, string>;
  readonly user: string;
  readonly group: string;
  readonly home: string;
  readonly logs: string;
  readonly directory: string;
  readonly nice: string;
  /** A command line that has to succeed before a start. */
  readonly prestart: string;
  /** Seconds from SIGTERM to SIGKILL. */
  readonly timeout: number;
  /** By the letter that `ulimit` calls them. */
  readonly limits: ReadonlyMap<string, string>;
}

/** One process. */
export interface Process {
  readonly type: string;
  readonly num: number;
  readonly port: number;
  readonly command: string;
}

/** A file below the location, and what is in it. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
  readonly isProgram?: boolean;
}

/** The files of each format. Contract: procfile-util's, by these names and in these places. */
export const FORMATS: Readonly<Record<string, (of: Exported, all: readonly Process[]) => ExportedFile[]>> = {
  launchd,
  runit,
  systemd,
  "systemd-user": systemdUser,
  sysv,
  upstart,
};

/** The processes of an app, `scale` of each type, `all` for those it does not name; the ports of the types are a hundred apart. */
export function processes(
  entries: readonly (readonly [type: string, line: string])[],
  scale: ReadonlyMap<string, number>,
): Process[] {
  return entries.flatMap(([type, command], at) => {
    const count = scale.get(type) ?? scale.get("all") ?? 0;
    return Array.from({ length: Math.max(0, count) }, (_, index) => ({
      type,
      num: index + 1,
      port: 5000 + at * 100 + index,
      command,
    }));
  });
}

/** `web=2,all=1`, or what is wrong with it. */
export function scaleOf(text: string): ReadonlyMap<string, number> | string {
  const scale = new Map<string, number>();
  for (const pair of text.split(",")) {
    const [, type, count] = /^([^=]*)=([+-]?\d{1,5})$/.exec(pair) ?? [];
    if (type === undefined) return `invalid formation: ${pair}`;
    scale.set(type, Number(count));
  }
  return scale;
}

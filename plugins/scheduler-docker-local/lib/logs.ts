import { spawn } from "node:child_process";
import { type Io, trouble, write } from "hokku";
import type { LogsWanted } from "hokku/scheduler";
import { mayColour } from "hokku/terminal";
import { attached, ended, toldEnd } from "./attached.ts";
import { dockerBin } from "./docker.ts";
import { byLine, prefixed, sortedByTime } from "./log-lines.ts";

/** Whose output is shown, and under which name. */
export interface Source {
  readonly id: string;
  readonly title: string;
  /** Where its output was kept, with times as docker prints them, if the container is gone. */
  readonly kept?: string;
}

/** Shows what containers printed, those of several in the order of time, as many lines as wanted of each title. Follows them with `tail` until they
 * end. Answers 0, or 128 and the number of the signal that ended it. */
export async function showLogs(io: Io, sources: readonly Source[], show: LogsWanted): Promise<number> {
  const [first] = sources;
  if (show.quiet && first && !first.kept && sources.length === 1)
    return attached(io, ["logs", ...flags(show), first.id], { mixed: true });
  const color = mayColour(io);
  if (!show.tail) return together(io, sources, show, color);
  const codes = sources.map((source, at) => follow(io, source, show, prefixed(source.title, at, color)));
  return Math.max(0, ...(await Promise.all(codes)));
}

const flags = ({ tail, num }: LogsWanted): string[] => [...(tail ? ["--follow"] : []), `--tail=${lines(num)}`];
const lines = (num: string): string => num || "100";

/** Hands each line of a container to `each`. What docker says itself, which begins with no time, goes to stderr as its own word. */
async function printed(io: Io, { id, title, kept }: Source, show: LogsWanted, each: (line: Buffer) => void): Promise<number> {
  const [program, words] = kept
    ? ["tail", [`--lines=${lines(show.num)}`, "--", kept]]
    : [dockerBin(io), ["logs", "--timestamps", ...flags(show), id]];
  const child = spawn(program, words, { env: io.env, stdio: ["ignore", "pipe", "pipe"] });
  byLine(child.stdout, each);
  byLine(child.stderr, (line) => {
    if (TIME.test(line.toString("latin1", 0, 11))) each(line);
    else trouble(`The logs of ${title}, says ${kept ? "tail" : "docker"}: ${line.toString().trim()}`);
  });
  return toldEnd(io, await ended(child));
}

const TIME = /^\d{4}-\d\d-\d\dT/;

function follow(io: Io, source: Source, show: LogsWanted, prefix: (line: Buffer) => Buffer): Promise<number> {
  return printed(io, source, show, (line) => write(io, show.quiet ? withoutTime(line) : prefix(line)));
}

async function together(io: Io, sources: readonly Source[], show: LogsWanted, color: boolean): Promise<number> {
  const titles = [...new Set(sources.map(({ title }) => title))];
  const found = titles.map((): Buffer[] => []);
  const codes = await Promise.all(
    sources.map(async (source) => {
      const at = titles.indexOf(source.title);
      const prefix = show.quiet ? (line: Buffer) => line : prefixed(source.title, at, color);
      return printed(io, source, show, (line) => void found[at]?.push(prefix(line)));
    }),
  );
  const wanted = found.flatMap((all) => sortedByTime(all).slice(-Number(lines(show.num))));
  for (const line of sortedByTime(wanted)) write(io, show.quiet ? withoutTime(line) : line);
  return Math.max(0, ...codes);
}

const withoutTime = (line: Buffer): Buffer => line.subarray(line.indexOf(0x20) + 1);

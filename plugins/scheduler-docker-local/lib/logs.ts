import { type ChildProcess, spawn } from "node:child_process";
import { isatty } from "node:tty";
import { type Io, write } from "hokku";
import { attached, ended } from "./attached.ts";
import { dockerBin } from "./docker.ts";
import { byLine, prefixed, sortedByTime } from "./log-lines.ts";

/** Whose output is shown, and under which name. */
export interface Source {
  readonly id: string;
  readonly title: string;
}

/** How it is shown. `num` is a number of lines or `all`. */
export interface Show {
  readonly tail: boolean;
  /** Without times and names: exactly the bytes the app wrote, where there is one source. */
  readonly quiet: boolean;
  readonly num: string;
}

/** Shows what containers printed, those of several in the order of time. Follows them with `tail` until they end. */
export async function showLogs(io: Io, sources: readonly Source[], show: Show): Promise<void> {
  const [first] = sources;
  if (show.quiet && first && sources.length === 1)
    return void (await attached(io, ["logs", ...flags(show), first.id], { mixed: true }));
  const color = io.stdout === "inherit" && isatty(1);
  if (show.tail) await Promise.all(sources.map((source, at) => follow(io, source, show, prefixed(source.title, at, color))));
  else await together(io, sources, show, color);
}

const flags = ({ tail, num }: Show): string[] => [...(tail ? ["--follow"] : []), `--tail=${num || "100"}`];

function start(io: Io, { id }: Source, show: Show): ChildProcess {
  return spawn(dockerBin(io), ["logs", "--timestamps", ...flags(show), id], { env: io.env, stdio: ["ignore", "pipe", "pipe"] });
}

async function follow(io: Io, source: Source, show: Show, prefix: (line: Buffer) => Buffer): Promise<void> {
  const child = start(io, source, show);
  for (const stream of [child.stdout, child.stderr])
    byLine(stream, (line) => write(io, show.quiet ? withoutTime(line) : prefix(line)));
  await ended(child);
}

async function together(io: Io, sources: readonly Source[], show: Show, color: boolean): Promise<void> {
  const lines: Buffer[] = [];
  await Promise.all(
    sources.map(async (source, at) => {
      const prefix = show.quiet ? (line: Buffer) => line : prefixed(source.title, at, color);
      const child = start(io, source, show);
      for (const stream of [child.stdout, child.stderr]) byLine(stream, (line) => void lines.push(prefix(line)));
      await ended(child);
    }),
  );
  for (const line of sortedByTime(lines)) write(io, show.quiet ? withoutTime(line) : line);
}

const withoutTime = (line: Buffer): Buffer => line.subarray(line.indexOf(0x20) + 1);

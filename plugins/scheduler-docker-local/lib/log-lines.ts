import type { Readable } from "node:stream";

/** Colours of the containers, one after another. Contract: Dokku's order: cyan, yellow, green, magenta, red. */
const COLORS = [36, 33, 32, 35, 31];

/** Calls for each line of a stream, newline included, whatever bytes are in it. A last line without newline gets one. */
export function byLine(stream: Readable | null, each: (line: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  stream?.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      each(Buffer.concat([rest, chunk.subarray(from, at + 1)]));
      rest = Buffer.alloc(0);
      from = at + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
  });
  stream?.on("end", () => {
    if (rest.length) each(Buffer.concat([rest, Buffer.from("\n")]));
  });
}

/** Puts `time app[web.1]: ` before a line that begins with its time. Contract: Dokku's `logs`. */
export function prefixed(title: string, at: number, color: boolean): (line: Buffer) => Buffer {
  const [on, off] = color ? [`\x1b[${COLORS[at % COLORS.length]}m`, "\x1b[0m"] : ["", ""];
  return (line) => {
    const space = line.indexOf(0x20);
    const time = space < 0 ? line : line.subarray(0, space);
    const text = space < 0 ? Buffer.from("\n") : line.subarray(space + 1);
    return Buffer.concat([Buffer.from(on), time, Buffer.from(` app[${title}]:${off} `), text]);
  };
}

/** Lines in the order of the times they begin with; colours do not count, and lines of one moment stay as they were. */
export function sortedByTime(lines: readonly Buffer[]): Buffer[] {
  const time = (line: Buffer): string => /\d{4}-\S+/.exec(line.subarray(0, 64).toString("latin1"))?.[0] ?? "";
  return lines
    .map((line) => ({ line, at: time(line) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ line }) => line);
}

import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Exit, type Io } from "hokku";

const { createWriteStream } = process.getBuiltinModule("node:fs");

/** Fetches a URL into a file, `limit` bytes at most. */
export async function downloaded(url: string, file: string, limit: number): Promise<void> {
  if (!/^https?:\/\//.test(url))
    throw new Exit(1, `${JSON.stringify(url)} is no http or https URL; use -- to send the archive on stdin`);
  const response = await fetch(url, { signal: AbortSignal.timeout(30 * 60_000) }).catch((error: unknown) => {
    throw new Exit(1, `${url} cannot be fetched: ${reason(error)}`);
  });
  if (!response.ok || !response.body) throw new Exit(1, `${url} answers ${response.status} ${response.statusText}`);
  await pipeline(Readable.fromWeb(response.body as ReadableStream), atMost(limit), createWriteStream(file));
}

/** Takes the caller's stdin into a file, `limit` bytes at most. */
export async function fromStdin({ stdin }: Io, file: string, limit: number): Promise<void> {
  if (stdin === "inherit" && process.stdin.isTTY)
    throw new Exit(1, "No archive comes on stdin; send one: cat app.tar | dokku git:from-archive ... --");
  const input = stdin === "inherit" ? process.stdin : Readable.from([stdin]);
  await pipeline(input, atMost(limit), createWriteStream(file));
}

function atMost(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit)
        done(
          new Exit(
            1,
            `Archive exceeds maximum allowed size of ${limit} bytes; raise it: dokku git:set --global archive-max-size <bytes>`,
          ),
        );
      else done(null, chunk);
    },
  });
}

function reason(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code ?? message) : message;
}

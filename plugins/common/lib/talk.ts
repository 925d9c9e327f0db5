import { Exit, type Io } from "../../../core/execute.ts";

const { writeSync } = process.getBuiltinModule("node:fs");

/**
 * Writes to stdout, wherever that leads: the user, a capture, stderr when the answer is JSON. All of it is written when this
 * returns, so that a process can end right after. When nobody reads any more the command ends, except inside a deploy.
 */
export function write({ stdout, env }: Io, text: string | Buffer): void {
  if (stdout !== "inherit") return void stdout(text);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE" && env.DOKKU_DEPLOYING) return;
      if (code === "EPIPE") throw new Exit(1);
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

/** `=====> text`; silent under --quiet. */
export const headline = (io: Io, text: string): void => decorate(io, "=====> ", text);

/** `-----> text`; silent under --quiet. */
export const step = (io: Io, text: string): void => decorate(io, "-----> ", text);

/** Seven spaces and the text, each line of it; silent under --quiet. */
export const detail = (io: Io, text: string): void => decorate(io, "       ", text);

/** Time since `began`, in ms since 1970, as people read it: `0.4 s`, `12.3 s`, `3 min 5 s`. */
export function since(began: number): string {
  const seconds = (Date.now() - began) / 1000;
  return seconds < 100 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** ` !     text` on stderr, each line of it. */
export function trouble(text: string): void {
  process.stderr.write(`${text.replace(/^/gm, " !     ")}\n`);
}

function decorate(io: Io, prefix: string, text: string): void {
  if (!io.env.DOKKU_QUIET_OUTPUT) write(io, `${text.replace(/^/gm, prefix)}\n`);
}

import type { Io } from "../../../core/execute.ts";

/** Writes to stdout, wherever that leads: the user, a capture, stderr when the answer is JSON. */
export function write({ stdout }: Io, text: string | Buffer): void {
  if (stdout === "inherit") process.stdout.write(text);
  else stdout(text);
}

/** `=====> text`; silent under --quiet. */
export const headline = (io: Io, text: string): void => decorate(io, "=====> ", text);

/** `-----> text`; silent under --quiet. */
export const step = (io: Io, text: string): void => decorate(io, "-----> ", text);

/** Seven spaces and the text, each line of it; silent under --quiet. */
export const detail = (io: Io, text: string): void => decorate(io, "       ", text);

/** ` !     text` on stderr, each line of it. */
export function trouble(text: string): void {
  process.stderr.write(`${text.replace(/^/gm, " !     ")}\n`);
}

function decorate(io: Io, prefix: string, text: string): void {
  if (!io.env.DOKKU_QUIET_OUTPUT) write(io, `${text.replace(/^/gm, prefix)}\n`);
}

import type { Io } from "../../../core/execute.ts";
import { write } from "../../../hooks/hook.ts";

export { write };

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

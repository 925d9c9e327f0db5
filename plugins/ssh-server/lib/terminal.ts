import type { Readable } from "node:stream";

const { spawn } = process.getBuiltinModule("node:child_process");

/** A terminal's size in characters. */
export interface Size {
  readonly rows: number;
  readonly cols: number;
}

/** What to spawn to run a program in a terminal of its own. Node has none; script(1) is on every Debian (2 MB, 13 ms). */
export const inTerminal = ["script", "-qefc", 'exec "$HOKKU_IN_TERMINAL"', "/dev/null"] as const;

/** The environment that goes with it. */
export function terminalEnv({ rows, cols }: Size, term: string): Record<string, string> {
  return {
    SHELL: "/bin/sh",
    TERM: /^[\w.+-]{1,64}$/.test(term) ? term : "dumb",
    HOKKU_IN_TERMINAL: `${import.meta.dirname}/in-terminal`,
    HOKKU_TERMINAL_SIZE: `rows ${whole(rows)} cols ${whole(cols)}`,
  };
}

/** Answers a function that sets the size of the terminal whose name comes in, on one line, from the program in it. */
export function resizer(nameOfTerminal: Readable): (size: Size) => void {
  let name = "";
  let wanted: Size | undefined;
  const apply = () => {
    if (!name || !wanted) return;
    const { rows, cols } = wanted;
    spawn("stty", ["-F", name, "rows", whole(rows), "cols", whole(cols)], { stdio: "ignore" }).on("error", () => {});
  };
  nameOfTerminal.once("data", (line: Buffer) => {
    const path = String(line).trim();
    if (/^\/dev\/pts\/\d+$/.test(path)) name = path;
    apply();
    nameOfTerminal.destroy();
  });
  nameOfTerminal.on("error", () => {});
  return (size) => {
    wanted = size;
    apply();
  };
}

const whole = (count: number): string => String(Math.min(Math.max(Math.trunc(count) || 24, 1), 5000));

import { isatty } from "node:tty";
import type { Io } from "hokku";

/** Whether a program started now talks to a person. Contract: `--force-tty` and `--no-tty` win, else stdin decides. */
export function hasTerminal({ env, stdin }: Io): boolean {
  if (env.DOKKU_FORCE_TTY === "true") return true;
  return env.DOKKU_DISABLE_TTY !== "true" && stdin === "inherit" && isatty(0);
}

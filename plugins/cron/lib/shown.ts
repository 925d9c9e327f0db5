import { goesOn, type Run } from "./runs.ts";

/** A run as commands show it. */
export interface Shown {
  readonly id: string;
  readonly command: string;
  /** In ISO 8601. */
  readonly began: string;
  /** How long it took, where that is known. */
  readonly seconds: number | null;
  readonly state: "ended" | "running" | "detached" | "cut short";
  /** How it ended, where that is known. */
  readonly code: number | null;
  readonly scheduled: boolean;
  readonly overlapped: boolean;
  readonly output: string;
}

export function shown(run: Run): Shown {
  const { id, command, began, ended, code, detached, scheduled, overlapped, output } = run;
  const state = detached && !code ? "detached" : ended ? "ended" : goesOn(run) ? "running" : "cut short";
  const known = state === "ended";
  return {
    ...{ id, command, began, state, scheduled, overlapped, output },
    seconds: known && ended ? (Date.parse(ended) - Date.parse(began)) / 1000 : null,
    code: known ? (code ?? null) : null,
  };
}

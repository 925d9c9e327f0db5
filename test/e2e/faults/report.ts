import { appendFileSync } from "node:fs";

/** A line of the table of `scripts/test --faults`. */
export interface Line {
  readonly what: string;
  /** How often it was done. */
  readonly times: number;
  /** How many requests were made meanwhile, and how many of them were answered by nobody, or by none of the releases that may answer. */
  readonly requests: number;
  readonly failed: number;
  readonly more: Readonly<Record<string, string | number>>;
}

/** Adds a line to the table; where none is made, nobody keeps it. */
export function report(line: Line): void {
  if (process.env.HOKKU_FAULTS_TABLE) appendFileSync(process.env.HOKKU_FAULTS_TABLE, `${JSON.stringify(line)}\n`);
}

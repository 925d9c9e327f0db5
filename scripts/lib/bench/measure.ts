import { type SpawnSyncOptions, spawnSync } from "node:child_process";

/** One program run to its end. */
export interface Program {
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Done before each run and not measured. */
  readonly before?: () => void;
}

/** A figure next to its baseline of the same run. `unit` is of `subject` and `baseline`; `limit` is what the ratio may be. */
export interface Figure {
  readonly name: string;
  readonly against: string;
  readonly unit: "ms" | "MB" | "processes";
  readonly subject: number;
  readonly baseline: number;
  readonly limit: number;
  readonly ratio: number;
  readonly ok: boolean;
}

export function figure(
  name: string,
  against: string,
  unit: Figure["unit"],
  subject: number,
  baseline: number,
  limit: number,
): Figure {
  const ratio = subject / baseline;
  return { name, against, unit, subject, baseline, limit, ratio, ok: ratio <= limit };
}

/** Runs both in turns, so that a busy moment of the machine hits both, and compares the medians. */
export function compare(name: string, subject: Program, against: string, baseline: Program, limit: number, rounds = 15): Figure {
  const times = { subject: [] as number[], baseline: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const [a, b] = [milliseconds(subject), milliseconds(baseline)];
    if (round < 0) continue;
    times.subject.push(a);
    times.baseline.push(b);
  }
  return figure(name, against, "ms", median(times.subject), median(times.baseline), limit);
}

/** How long one run takes; a program that fails ends the bench, as its time means nothing. */
export function milliseconds({ words: [file = "", ...args], env, cwd, before }: Program): number {
  before?.();
  const options: SpawnSyncOptions = { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env }, ...(cwd && { cwd }) };
  const began = performance.now();
  const { status, stderr } = spawnSync(file, args, options);
  const took = performance.now() - began;
  if (status !== 0) throw new Error(`${[file, ...args].join(" ")} ended with ${status}: ${stderr}`);
  return took;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

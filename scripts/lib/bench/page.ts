import { cpus } from "node:os";
import type { Figure } from "./measure.ts";

const number = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

const columns = ({ name, unit, subject, against, baseline, ratio, limit, ok }: Figure): string[] => [
  name,
  `${number(subject)} ${unit}`,
  against,
  `${number(baseline)} ${unit}`,
  ratio.toFixed(2),
  `${limit}`,
  ok ? "yes" : "NO",
];

const HEADINGS = ["what", "takes", "against", "takes", "ratio", "at most", "reached"];

/** The figures as a table for a terminal. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(columns)];
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** The same in Markdown. */
export function markdown(figures: readonly Figure[]): string {
  const rows = [HEADINGS, HEADINGS.map(() => "---"), ...figures.map(columns)];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;

/** The page docs/performance.md, without its sections. */
export function page(figures: readonly Figure[]): string {
  return `# Performance

<!-- walk: none, it is written by the bench -->

Written by \`scripts/bench\`; run it to see the figures of your own machine. Both sides of each row are measured in the same run,
in turns, and compared by their medians: milliseconds depend on the machine, ratios travel.
This run: ${machine()}.

${markdown(figures)}`;
}

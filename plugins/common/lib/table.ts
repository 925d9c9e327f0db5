import type { Io } from "../../../core/execute.ts";
import { write } from "./talk.ts";

/** Rows in columns as wide as they have to be, two spaces between them. Contract: the look of Dokku's tables. */
export function writeTable(io: Io, rows: readonly (readonly (string | number)[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? "").length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => String(cell).padEnd(widths[column] ?? 0));
    write(io, `${cells.join("  ").trimEnd()}\n`);
  }
}

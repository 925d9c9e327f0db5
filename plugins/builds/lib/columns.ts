/** Rows as lines, each column as wide as its widest word. */
export function columns(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((word, at) => String(word).padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** A time as Dokku shows it: RFC 3339, in whole seconds. */
export const at = (time: string): string => time.replace(/\.\d+Z$/, "Z");

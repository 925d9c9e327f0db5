/** A line of `run:logs` in its parts: `2026-11-25T10:00:00.123456789Z app[run.1]: hello`; with `--quiet` the text alone. */
export function logLine(line: string): { time: string; container: string; text: string } {
  const [, time = "", container = "", text = line] = /^(\d{4}-\d\d-\d\dT\S+) app\[([^\]]+)\]: ?(.*)$/s.exec(line) ?? [];
  return { time, container, text };
}

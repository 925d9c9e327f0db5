import type { Io } from "../../../core/execute.ts";
import { type Recorded, traceLog } from "../../../hooks/record.ts";
import { readText } from "./files.ts";

export type { Recorded };

/** What has run on this host and is still in the log, in the order it ended. A line that is damaged is left out. */
export function recorded(env: Io["env"]): Recorded[] {
  const file = traceLog(env);
  const lines = [`${file}.1`, file].flatMap((path) => (readText(path) ?? "").split("\n"));
  return lines.flatMap((line) => {
    try {
      const one: Recorded | "" = line && JSON.parse(line);
      return one && Array.isArray(one.steps) ? [one] : [];
    } catch {
      return [];
    }
  });
}

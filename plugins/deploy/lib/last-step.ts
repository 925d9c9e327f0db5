import { join } from "node:path";
import type { Io } from "hokku";

const { closeSync, fstatSync, openSync, readdirSync, readSync } = process.getBuiltinModule("node:fs");

/** How much of the end of a log is looked at, in bytes. */
const END = 16_384;

/** What the build or deploy of an app that began last has said it is at, or "". Contract: `data/builds/<app>/<id>.log`, ids in the order of time. */
export function lastStep(app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string {
  const folder = join(DOKKU_LIB_ROOT, "data", "builds", app);
  try {
    const [name = ""] = readdirSync(folder)
      .filter((file) => /^[0-9a-z]{14}\.log$/.test(file))
      .sort()
      .reverse();
    const steps = endOf(join(folder, name)).match(/^(?:-----> |=====> |remote: -----> ).*$/gm);
    return steps?.at(-1)?.replace(/^(remote: )?[-=]+> /, "") ?? "";
  } catch {
    return ""; // nothing is written down of it
  }
}

function endOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(END, size));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString("utf8");
  } finally {
    closeSync(file);
  }
}

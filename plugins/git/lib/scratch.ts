import { join } from "node:path";
import type { Io } from "hokku";

const { mkdirSync, mkdtempSync, rmSync } = process.getBuiltinModule("node:fs");

/** A folder of the app's own for as long as `work` needs it, on the disk that holds the repositories' data. */
export async function withScratch<T>({ env }: Io, app: string, work: (folder: string) => Promise<T>): Promise<T> {
  const place = join(env.DOKKU_LIB_ROOT ?? "", "data", "git", app);
  mkdirSync(place, { recursive: true });
  // Named like the source of a deploy: what a killed process leaves behind, the next deploy removes.
  const folder = mkdtempSync(join(place, `source.${process.pid}.`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

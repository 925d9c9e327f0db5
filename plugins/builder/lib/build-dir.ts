import { join } from "node:path";
import { Exit } from "hokku";

const { readdirSync, realpathSync, renameSync, rmSync, statSync } = process.getBuiltinModule("node:fs");

/** Leaves nothing of a source tree but what is in one of its folders. A folder that a link puts elsewhere is refused. */
export function keepFolder(source: string, folder: string, app: string): void {
  const wanted = join(source, folder);
  if (!statSync(wanted, { throwIfNoEntry: false })?.isDirectory())
    throw new Exit(
      1,
      `build-dir ${folder} is no folder of the pushed source; change it: dokku builder:set ${app} build-dir <folder>`,
    );
  const real = realpathSync(wanted);
  if (!real.startsWith(`${realpathSync(source)}/`)) throw new Exit(1, `build-dir ${folder} leads out of the pushed source`);
  const part = `${source}.part`;
  renameSync(real, part);
  for (const name of readdirSync(source)) rmSync(join(source, name), { recursive: true, force: true });
  for (const name of readdirSync(part)) renameSync(join(part, name), join(source, name));
  rmSync(part, { recursive: true, force: true });
}

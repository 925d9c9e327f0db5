import { join, resolve } from "node:path";
import { detail, Exit, type Io, step } from "hokku";
import { pluginName } from "hokku/plugin-list";
import { run } from "hokku/run";
import { admitted } from "./admit.ts";
import { rewriteCrontab } from "./crontab.ts";
import { refuseEmpty, refuseTaken } from "./install.ts";
import { linkHokku } from "./link-hokku.ts";
import { lock } from "./lock-file.ts";
import { writeOrder } from "./order.ts";
import { asOwner, giveBack } from "./own.ts";
import { available, enable, linkedTo } from "./places.ts";
import { hold } from "./reach.ts";
import { allDone, runHooks } from "./run-hooks.ts";
import { validName } from "./source.ts";

const { mkdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync } = process.getBuiltinModule("node:fs");

/**
 * Puts a plugin in place as a link to its folder, so that what is changed there counts from the next command on, and runs its own
 * `dependencies` and `install`. One that is linked to that folder already stays linked, and both are run again.
 */
export async function link(io: Io, word: string, given?: string): Promise<{ plugin: string; folder: string }> {
  const asked = resolve(io.cwd, word);
  if (!statSync(asked, { throwIfNoEntry: false })?.isDirectory())
    throw new Exit(1, `${asked} is no folder; to install from elsewhere: dokku plugin:install <address>`);
  const folder = realpathSync(asked);
  const name = validName(given ?? pluginName(folder));
  if (linkedTo(name, io.env) !== folder) refuseTaken(name, given !== undefined, io);
  refuseEmpty(folder, name);
  await refuseClosed(io, folder);
  if (linkHokku(folder, io.env)) detail(io, `${folder}/node_modules/hokku leads to the Hokku of this host`);
  admitted(io, name, folder);
  put(available(name, io.env), folder);
  await hold(io, name);
  enable(name, io.env);
  await writeOrder(io);
  await giveBack(io);
  await lock(io, name);
  step(io, `Plugin ${name} is linked to ${folder}`);
  for (const hook of ["dependencies", "install"]) allDone(hook, await runHooks(io, hook, [], { name }));
  await rewriteCrontab(io);
  return { plugin: name, folder };
}

/** Hooks run as the user who owns the apps, to whom the homes of others may be closed. */
async function refuseClosed(io: Io, folder: string): Promise<void> {
  const [file, words] = asOwner(["test", "-r", folder, "-a", "-x", folder], io);
  if ((await run(io, file, words)) === 0) return;
  const { DOKKU_SYSTEM_USER: user = "dokku" } = io.env;
  throw new Exit(
    1,
    `The user ${user} cannot read ${folder}; let everybody pass through the folders above it: chmod a+rx, or move it to /srv`,
  );
}

function put(place: string, folder: string): void {
  const draft = join(place, "..", `.link.${process.pid}`);
  mkdirSync(join(place, ".."), { recursive: true });
  rmSync(draft, { force: true });
  symlinkSync(folder, draft);
  renameSync(draft, place);
}

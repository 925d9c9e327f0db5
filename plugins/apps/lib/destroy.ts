import { answer, Exit, type Io, step, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { schedulerOf } from "hokku/deploy/deployed";
import { whileDeploying } from "hokku/deploy/lock";
import { removeAll } from "hokku/files";
import { forget } from "./kept.ts";

const { realpathSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Deletes an app that nobody has to be asked about any more. Its folder goes last: whatever is killed or fails on the way
 * leaves an app that can be destroyed again. Images, containers and caches are removed by the hooks of their owners. What is root's stays, and
 * nothing else with it.
 */
export function destroy(io: Io, app: string): Promise<void> {
  return whileDeploying(io, app, "apps:destroy", async (inside) => {
    step(inside, `Destroying ${app} (including all add-ons)`);
    const tag = (await answer(inside, "deployed-app-image-tag", app)) || "latest";
    const scheduler = await schedulerOf(inside, app);
    await trigger(inside, "pre-delete", app, tag);
    await trigger(inside, "scheduler-stop", scheduler, app, "true");
    await trigger(inside, "scheduler-post-delete", scheduler, app, tag);
    await trigger(inside, "post-delete", app, tag);
    const stays = [...forget(inside, app), ...removeFolder(appRoot(app, inside.env))];
    if (stays.length) throw new Exit(1, whatStays(app, stays));
  });
}

/** An app may be a link to a folder elsewhere: that goes too. Answers what this user cannot remove. */
function removeFolder(folder: string): string[] {
  try {
    const stays = removeAll(realpathSync(folder));
    if (!stays.length) rmSync(folder, { force: true });
    return stays;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    rmSync(folder, { force: true }); // a link to nowhere
    return [];
  }
}

function whatStays(app: string, paths: readonly string[]): string {
  const words = paths.map((path) => (/^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`));
  const commands = [`rm -rf ${words.join(" ")}`, `dokku --force apps:destroy ${app}`];
  return `Of ${app} only this is left, which belongs to another user. To end it, type as root:\n${commands.map((line) => `    ${line}`).join("\n")}`;
}

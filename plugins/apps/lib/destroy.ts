import { answer, type Io, step, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { schedulerOf } from "hokku/deploy/deployed";
import { whileDeploying } from "hokku/deploy/lock";

const { realpathSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Deletes an app that nobody has to be asked about any more. Its folder goes last: whatever is killed or fails on the way
 * leaves an app that can be destroyed again. Images, containers and caches are removed by the hooks of their owners.
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
    removeFolder(appRoot(app, inside.env));
  });
}

/** An app may be a link to a folder elsewhere: that goes too. */
function removeFolder(folder: string): void {
  try {
    rmSync(realpathSync(folder), { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  rmSync(folder, { recursive: true, force: true });
}

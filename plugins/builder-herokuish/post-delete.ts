#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";
import { output } from "hokku/run";

const { rmSync } = process.getBuiltinModule("node:fs");

export default hook("post-delete", async (io, app) => {
  const folder = join(io.env.DOKKU_LIB_ROOT ?? "", "data/builder-herokuish", app);
  const built = rmSyncIfThere(folder);
  if (built) await output(io, io.env.DOCKER_BIN ?? "docker", ["volume", "rm", `cache-${app}`]).catch(() => "");
});

/** Removes a folder and says whether it was there: an app never built here has no cache to look for. */
function rmSyncIfThere(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

import type { Io } from "hokku";
import { output } from "hokku/run";

/**
 * Runs a build that overwrites `dokku/<app>:latest` on its way. Where it fails, `latest` is the image it was before, so that
 * a restart still starts the release that serves.
 */
export async function keepingLast(io: Io, app: string, build: () => Promise<void>): Promise<void> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const [latest, last] = [`dokku/${app}:latest`, `dokku/${app}:before-build`];
  const kept = await output(io, docker, ["tag", latest, last]).then(
    () => true,
    () => false,
  );
  try {
    await build();
  } catch (error) {
    if (kept) await output(io, docker, ["tag", last, latest]).catch(() => "");
    else await output(io, docker, ["rmi", latest]).catch(() => "");
    throw error;
  } finally {
    if (kept) await output(io, docker, ["rmi", last]).catch(() => "");
  }
}

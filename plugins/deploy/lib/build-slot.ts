import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { detail, type Io } from "hokku";
import { takeLock } from "hokku/lock";

/**
 * Builds while no more than so many others do on this host; whoever comes later waits. `limit` counts builds, 0 is no limit. A build inside
 * a build has its place already. The place of one that has died is free.
 */
export async function whileBuilding<T>(io: Io, app: string, limit: number, work: (io: Io) => Promise<T>): Promise<T> {
  if (!limit || io.env.HOKKU_BUILDING) return work(io);
  const inside = { ...io, env: { ...io.env, HOKKU_BUILDING: app } };
  for (let told = false; ; await pause(200)) {
    const release = freePlace(io, app, limit);
    if (release) return work(inside).finally(release);
    const others = limit === 1 ? "another build is" : `${limit} other builds are`;
    if (!told) detail(io, `Waiting, as ${others} under way on this host; see: dokku builds:list`);
    told = true;
  }
}

function freePlace({ env }: Io, app: string, limit: number): (() => void) | undefined {
  for (let at = 0; at < limit; at++) {
    const taken = takeLock(join(env.DOKKU_LIB_ROOT ?? "", "data", "build-slots", String(at)), `build of ${app}`);
    if ("release" in taken) return taken.release;
  }
  return undefined;
}

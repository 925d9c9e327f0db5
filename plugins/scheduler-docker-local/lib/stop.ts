import type { Io } from "hokku";
import ps from "hokku/settings/ps";
import { docker, dockerMaybe } from "./docker.ts";
import { appOf, freePorts, ledger } from "./ledger.ts";
import { recover } from "./recover.ts";
import { changeRetired, retired } from "./retired.ts";

/** Stops all containers of an app, one-off ones too; `remove` takes them and their ports away. */
export async function stop(io: Io, app: string, remove: boolean): Promise<void> {
  await recover(io, app);
  const ids = await containersOf(io, app, remove);
  if (!ids.length) return;
  // `always` would bring them back with the next start of Docker.
  if (ps.of(app, "restart-policy", io.env).startsWith("always"))
    await dockerMaybe(io, ["container", "update", "--restart=no", ...ids]);
  await docker(io, ["container", "stop", `--time=${ps.of(app, "stop-timeout-seconds", io.env)}`, ...ids]).catch(gone);
  if (remove) await removeContainers(io, app, ids);
}

/** Removes containers of an app, in one docker command, and gives all its ports back. */
export async function removeContainers(io: Io, app: string, ids: readonly string[]): Promise<void> {
  if (ids.length) await dockerMaybe(io, ["container", "rm", "--force", "--volumes", ...ids]);
  freePorts(
    io.env,
    app,
    ledger(io.env).flatMap((entry) => (appOf(entry) === app ? entry.port : [])),
  );
  if (retired(io.env).some((entry) => entry.app === app))
    await changeRetired(io.env, (list) => list.filter((entry) => entry.app !== app));
}

/** Ids of an app's containers, the running ones or all. */
export async function containersOf(io: Io, app: string, all: boolean): Promise<string[]> {
  const words = [
    "container",
    "ls",
    "--quiet",
    "--no-trunc",
    `--filter=label=com.dokku.app-name=${app}`,
    ...(all ? ["--all"] : []),
  ];
  return (await docker(io, words)).split("\n").filter(Boolean);
}

/** One that ended by itself meanwhile has stopped as well. */
function gone(error: unknown): void {
  if (!(error instanceof Error && /No such container|is already in progress/i.test(error.message))) throw error;
}

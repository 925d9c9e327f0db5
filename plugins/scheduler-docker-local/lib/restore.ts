import { type Io, trigger, trouble } from "hokku";
import { engine } from "hokku/engine";
import ps from "hokku/settings/ps";
import { recover } from "./recover.ts";
import { dyno, holders } from "./state.ts";
import { statusOf } from "./status.ts";

/**
 * After a boot: finishes what was cut short and starts the containers that hold the app's places. They are published where they
 * were, so the proxy goes on as it is; what does not come up this way is deployed anew by whoever restores.
 */
export async function restore(io: Io, app: string): Promise<void> {
  await recover(io, app);
  if (ps.of(app, "restore", io.env) === "false") return;
  const states = await statusOf(io, app);
  const down = holders(app, io.env).filter((holder) => states.get(dyno(holder)) === "exited");
  if (!down.length) return;
  await Promise.all(down.map((holder) => startAgain(io, `${app}.${dyno(holder)}`, holder.id)));
  // The proxy's way in is still the same; a container's own address, which plugins go by, may be another.
  await trigger({ ...io, stdout: () => {} }, "network-build-config", app);
}

/** One that cannot be started is said, and is replaced when the app is started. */
async function startAgain(io: Io, name: string, id: string): Promise<void> {
  await engine(io, "POST", `/containers/${id}/start`, ["container", "start", id]).catch((error: unknown) =>
    trouble(`${name} cannot be started again: ${error instanceof Error ? error.message : error}`),
  );
}

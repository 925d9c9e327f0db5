import { availableParallelism } from "node:os";
import { type Io, trigger, trouble } from "hokku";
import { engine } from "hokku/engine";
import ps from "hokku/settings/ps";
import { slots } from "hokku/slots";
import { recover } from "./recover.ts";
import { dyno, type Holder } from "./state.ts";
import { placesOf } from "./status.ts";

/**
 * After a boot: finishes what was cut short and starts the containers that hold the app's places. They are published where they
 * were, so the proxy goes on as it is; what does not come up this way is deployed anew by whoever restores. Answers the containers that were
 * started now or a moment ago, as the engine does with some by itself: whether they are up is still to be seen.
 */
export async function restore(io: Io, app: string): Promise<Holder[]> {
  await recover(io, app);
  if (ps.of(app, "restore", io.env) === "false") return [];
  const places = await placesOf(io, app);
  const down = places.filter(({ state }) => state === "exited");
  const fresh = places.filter(({ state, isFresh }) => state === "exited" || isFresh);
  if (!fresh.length) return [];
  await Promise.all(down.map((holder) => slot(() => startAgain(io, `${app}.${dyno(holder)}`, holder.id))));
  // The proxy's way in is still the same; a container's own address, which plugins go by, may be another.
  await trigger({ ...io, stdout: () => {} }, "network-build-config", app);
  return fresh;
}

/** The engine starts so many at once, of all apps together. */
const slot = slots(2 * availableParallelism());

/** One that cannot be started is said, and is replaced when the app is started. */
async function startAgain(io: Io, name: string, id: string): Promise<void> {
  await engine(io, "POST", `/containers/${id}/start`, ["container", "start", id]).catch((error: unknown) =>
    trouble(`${name} cannot be started again: ${error instanceof Error ? error.message : error}`),
  );
}

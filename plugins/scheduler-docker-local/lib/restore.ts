import type { Io } from "hokku";
import { properties } from "hokku/properties";
import { dockerMaybe } from "./docker.ts";
import { recover } from "./recover.ts";
import { dyno, holders } from "./state.ts";
import { statusOf } from "./status.ts";

/**
 * After a boot: finishes what was cut short and starts the containers that hold the app's places. They have their addresses
 * still, so nothing else has to change; what does not come up this way is deployed anew by whoever restores.
 */
export async function restore(io: Io, app: string): Promise<void> {
  await recover(io, app);
  if (properties("ps", io.env).get(app, "restore") === "false") return;
  const states = await statusOf(io, app);
  const down = holders(app, io.env).filter((holder) => states.get(dyno(holder)) === "exited");
  if (down.length) await dockerMaybe(io, ["container", "start", ...down.map(({ id }) => id)]);
}

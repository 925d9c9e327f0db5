import type { Io } from "hokku";
import { properties } from "hokku/properties";
import { GLOBAL } from "hokku/scope";
import { complaintOfHost } from "./check.ts";
import { control, start } from "./control.ts";
import { heal } from "./heal.ts";
import { inTurn } from "./turn.ts";

/** Starts nginx, now and at each boot of the host, with whatever vhosts it takes. */
export function startNginx(io: Io): Promise<void> {
  return inTurn(io, async (turn) => {
    properties("nginx", io.env).set(GLOBAL, "proxy-status", "started");
    if (await complaintOfHost(turn)) await heal(turn);
    await control(turn, "enable");
    await start(turn);
  });
}

/** Stops nginx until it is started by `nginx:start`. */
export async function stopNginx(io: Io): Promise<void> {
  properties("nginx", io.env).set(GLOBAL, "proxy-status", "stopped");
  await control(io, "stop");
  await control(io, "disable");
}

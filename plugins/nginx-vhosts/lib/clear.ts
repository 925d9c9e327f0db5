import { type Io, trouble } from "hokku";
import { complaintOfHost } from "./check.ts";
import { reload } from "./control.ts";
import { heal } from "./heal.ts";
import { inTurn } from "./turn.ts";
import { removeVhost } from "./vhost-file.ts";

/** Removes an app's vhost. That nginx cannot follow is said and no failure: the file is gone. */
export function clearVhost(io: Io, app: string): Promise<void> {
  return inTurn(io, async (turn) => {
    if (removeVhost(app, turn.env)) await reloadWithout(turn, app);
  });
}

/** Lets nginx forget a vhost whose file is gone. */
export async function reloadWithout(io: Io, app: string): Promise<void> {
  if (io.env.HOKKU_NGINX_RELOAD === "0") return;
  try {
    if (await complaintOfHost(io)) await heal(io);
    await reload(io, app);
  } catch (error) {
    trouble(`nginx still has the old vhost of ${app}: ${error instanceof Error ? error.message : error}`);
  }
}

import { type Io, trouble } from "hokku";
import { apps } from "hokku/apps";
import { complaintOfHost } from "./check.ts";
import { reload } from "./control.ts";
import { heal } from "./heal.ts";
import { inTurn } from "./turn.ts";
import { isGood, keepGood } from "./vhost-file.ts";

/** Whether apps are being restored after a boot: their vhosts are made one by one, and nginx takes all of them at the end. */
export const isRestoring = ({ env }: Io): boolean => env.HOKKU_RESTORING === "1";

/**
 * Lets nginx take all vhosts that it has not taken yet, by one reload. One that it refuses gets its last good text back, is named, and stops
 * nobody else.
 */
export async function activateAll(io: Io): Promise<void> {
  if (!waiting(io).length) return;
  const taken = inTurn(io, async (turn) => {
    if (await complaintOfHost(turn)) await heal(turn);
    await reload(turn);
    for (const app of waiting(turn)) keepGood(app, turn.env);
  });
  await taken.catch((error: unknown) => trouble(error instanceof Error ? error.message : String(error)));
}

const waiting = ({ env }: Io): string[] => apps(env).filter((app) => !isGood(app, env));

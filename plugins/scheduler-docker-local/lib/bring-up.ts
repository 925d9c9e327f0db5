import { availableParallelism } from "node:os";
import { type Io, trouble } from "hokku";
import { whileRecorded } from "hokku/deploy/record";
import { appImage } from "hokku/image";
import { slots } from "hokku/slots";
import { deploy } from "./deploy.ts";
import { type Holder, holders } from "./state.ts";
import { untilUp } from "./until-up.ts";

/**
 * Waits until an app that was started again is up. Where it does not come up it is deployed anew, as an engine that was killed may have left its
 * containers without their files or their address: what that deploy finds is what is wrong with the app.
 */
export async function bringUp(io: Io, app: string, started: readonly Holder[]): Promise<void> {
  const why = await untilUp(io, app, started);
  if (!why) return;
  trouble(`${app} runs and is not up, deploying it anew: ${why}`);
  await slot(() =>
    whileRecorded(io, app, "a restore", async (held) => {
      const now = holders(app, held.env);
      if (started.some(({ id }) => !now.some((holder) => holder.id === id))) return; // somebody else has
      await deploy(held, app, (await appImage(held, app)).tag);
    }),
  );
}

/** All apps wait for their checks at once; so many are deployed anew at a time. */
const slot = slots(availableParallelism());

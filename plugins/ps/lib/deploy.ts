import { answer, type Io, trigger, trouble } from "hokku";
import { isDeployed } from "hokku/deploy/deployed";
import { recorded } from "hokku/deploy/record";
import { appImage } from "hokku/image";

/** Whether there is something to do; says so where there is not. */
export async function isDeployedOrSaid(io: Io, app: string): Promise<boolean> {
  if (await isDeployed(io, app)) return true;
  trouble(`App ${app} has not been deployed`);
  return false;
}

/** Starts the current image anew, as a whole or one process type after another, for who has the deploy lock. */
export async function deployTypes(io: Io, app: string, types: readonly (string | undefined)[]): Promise<void> {
  if (!types.length || !(await isDeployed(io, app))) return;
  const { tag } = await appImage(io, app);
  const scheduler = await answer(io, "scheduler-detect", app);
  await recorded(io, app, async (inside) => {
    for (const type of types) await trigger(inside, "scheduler-deploy", scheduler, app, tag, type ?? "");
  });
}

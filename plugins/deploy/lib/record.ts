import { answer, Exit, type Io, trigger } from "hokku";
import { whileDeploying } from "./lock.ts";

/** Deploys an app while nobody else does, as `whileDeploying`, and has a record kept of it. */
export const whileRecorded = <T>(io: Io, app: string, what: string, work: (io: Io) => Promise<T>): Promise<T> =>
  whileDeploying(io, app, what, (held) => recorded(held, app, work));

/**
 * Has a record kept of `work`, which builds or deploys an app, for who holds its deploy lock: what it leads to is part of it. Contract: the
 * `builds-*` triggers of 0.38, and DOKKU_BUILD_ID.
 */
export async function recorded<T>(io: Io, app: string, work: (io: Io) => Promise<T>): Promise<T> {
  const { HOKKU_DEPLOYER = "", HOKKU_RECORDED, DOKKU_COMMAND = "" } = io.env;
  if (HOKKU_RECORDED === HOKKU_DEPLOYER) return work(io);
  const id = (await answer(io, "builds-generate-id")) || `pid-${process.pid}`;
  const inside = { ...io, env: { ...io.env, DOKKU_BUILD_ID: id, HOKKU_RECORDED: HOKKU_DEPLOYER } };
  await trigger(
    inside,
    "builds-record-start",
    app,
    id,
    String(process.pid),
    DOKKU_COMMAND.replace(/^config:.*/, "config-redeploy"),
  );
  let code = 1;
  try {
    const result = await work(inside);
    code = 0;
    return result;
  } catch (error) {
    if (error instanceof Exit) code = error.code;
    throw error;
  } finally {
    await trigger(inside, "builds-record-finalize", app, id, String(code));
  }
}

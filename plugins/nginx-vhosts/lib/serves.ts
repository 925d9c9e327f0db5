import { answer, type Io, trigger } from "hokku";

/** Whether nginx is the proxy of an app. */
export const serves = async (io: Io, app: string): Promise<boolean> => (await answer(io, "proxy-type", app)) === "nginx";

/** Whether an app answers by domains; otherwise by the host's address and a port of its own. */
export const isNamed = (io: Io, app: string): Promise<boolean> =>
  trigger({ ...io, stdout: () => {} }, "domains-vhost-enabled", app).then(
    () => true,
    () => false,
  );

/**
 * Makes an app's vhost anew where nginx is its proxy; answers whether it is. What makes vhosts is 80 files, which hooks of
 * hosts without nginx are spared.
 */
export async function refreshVhost(io: Io, app: string): Promise<boolean> {
  if (!(await serves(io, app))) return false;
  const { buildVhost } = await import("./build.ts");
  await buildVhost(io, app);
  return true;
}

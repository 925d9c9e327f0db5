import { answer, type Io, trigger } from "hokku";

/** Whether nginx is the proxy of an app. */
export const serves = async (io: Io, app: string): Promise<boolean> => (await answer(io, "proxy-type", app)) === "nginx";

/** Whether an app answers by domains; otherwise by the host's address and a port of its own. */
export const isNamed = (io: Io, app: string): Promise<boolean> =>
  trigger({ ...io, stdout: () => {} }, "domains-vhost-enabled", app).then(
    () => true,
    () => false,
  );

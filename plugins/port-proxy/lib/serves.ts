import { answer, type Io } from "hokku";
import proxy from "hokku/settings/proxy";

/** Names by which the port proxy is chosen. */
const NAMES = /^(port|port-proxy)$/;

/** Whether the app is reached through the port proxy: where it was chosen, and where no other proxy serves the host. */
export async function serves(io: Io, app: string): Promise<boolean> {
  if (proxy.own(app, "disabled", io.env) === "true") return false;
  const chosen = proxy.chosen(app, "type", io.env) || (await answer(io, "proxy-type", app));
  return chosen === "" || NAMES.test(chosen);
}

import { answer, type Io } from "hokku";
import { properties } from "hokku/properties";

/** Names by which the port proxy is chosen. */
const NAMES = /^(port|port-proxy)$/;

/** Whether the app is reached through the port proxy: where it was chosen, and where no other proxy serves the host. */
export async function serves(io: Io, app: string): Promise<boolean> {
  const proxy = properties("proxy", io.env);
  if (proxy.get(app, "disabled") === "true") return false;
  const chosen = proxy.computed(app, "type") || (await answer(io, "proxy-type", app));
  return chosen === "" || NAMES.test(chosen);
}

import type { Io } from "hokku";
import { exported, plugins } from "hokku/plugin-list";
import type { AppProxy } from "hokku/proxy";
import { proxyType } from "./proxy.ts";

/** The proxy that serves an app, by the plugin that is called after its type; nothing where that answers triggers itself. */
export async function chosenProxy({ env }: Io, app: string): Promise<AppProxy | undefined> {
  const type = proxyType(app, env);
  const enabled = plugins(env);
  for (const name of [`${type}-vhosts`, `${type}-proxy`, type]) {
    const found = await exported<AppProxy>(enabled.get(name), "proxy.ts");
    if (found) return found;
  }
  return undefined;
}

/** Lets the proxy of an app serve it as it is by now. */
export async function refresh(io: Io, app: string): Promise<void> {
  await (await chosenProxy(io, app))?.refresh(io, app);
}

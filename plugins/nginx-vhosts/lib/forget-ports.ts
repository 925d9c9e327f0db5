import { answer, type Io, trigger } from "hokku";
import { properties } from "hokku/properties";

/** Forgets an app's ports where they follow from its having domains or not, so that they are chosen anew. */
export async function forgetPorts(io: Io, app: string, forgotten: (port: string) => boolean): Promise<void> {
  const proxy = properties("proxy", io.env);
  for (const key of ["proxy-port", "proxy-ssl-port"]) if (forgotten(proxy.get(app, key))) proxy.set(app, key, "");
  const maps = (await answer(io, "ports-get", app, "stdout")).split(/\s+/);
  if (maps.some((map) => /^(http:80|https:443):/.test(map))) await trigger(io, "ports-clear", app);
}

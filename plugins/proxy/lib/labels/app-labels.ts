import type { Io } from "hokku";
import { GLOBAL } from "hokku/scope";
import type { LabelProxy } from "../label-proxy.ts";
import { extraLabels } from "./extra.ts";
import { routeOf } from "./route.ts";

/** The labels of an app's web containers: those the proxy goes by, then those that somebody has added. */
export async function labelsOf<K extends string>(of: LabelProxy<K>, io: Io, app: string): Promise<string[]> {
  const route = await routeOf(io, app, of.settings.of(GLOBAL, "letsencrypt-email", io.env) !== "");
  return [...(await of.labels(io, app, route)), ...extraLabels(of.name, app, io.env)];
}

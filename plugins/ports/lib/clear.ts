import type { Io } from "hokku";
import { properties } from "hokku/properties";

/** Forgets an app's mappings, set and detected. */
export function clearPorts(app: string, env: Io["env"]): void {
  for (const key of ["map", "map-detected"]) properties("ports", env).set(app, key, "");
}

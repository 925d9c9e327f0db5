import type { Io } from "hokku";
import { executable, exported, plugins } from "hokku/plugin-list";
import type { Kind, ServiceDefinition } from "./service.ts";

/** Folders of the plugins that are services, by their names. What is in a folder is mostly known already, as each trigger asks. */
export function kinds(env: Io["env"]): [plugin: string, folder: string][] {
  return [...plugins(env)].filter(([, folder]) => executable(folder, "service")?.endsWith(".ts"));
}

/** What such a plugin declares. */
export async function kindOf([plugin, folder]: readonly [string, string]): Promise<Kind | undefined> {
  const declared = await exported<ServiceDefinition>(folder, "service.ts");
  return declared && { ...declared, plugin };
}

import type { Io } from "hokku";
import { quoteWord } from "hokku/docker-options";
import { properties } from "hokku/properties";

/** The option that starts a container in the app's network instead of docker's default one. */
export function initialNetwork(env: Io["env"], app: string): string[] {
  const name = properties("network", env).computed(app, "initial-network");
  return name ? [`--network=${quoteWord(name)}`] : [];
}

import type { Io } from "hokku";
import { quoteWord } from "hokku/docker-options";
import network from "./settings.ts";

/** The option that starts a container in the app's network instead of docker's default one. */
export function initialNetwork(env: Io["env"], app: string): string[] {
  const name = network.of(app, "initial-network", env);
  return name ? [`--network=${quoteWord(name)}`] : [];
}

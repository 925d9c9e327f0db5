import type { Setting } from "hokku/settings";

const network = (summary: string): Setting => ({ is: "network", summary, scope: "app" });

/** What a service can be set to. Contract: the official plugins' properties. */
export const KNOWN = {
  "initial-network": network("network that the container is created on"),
  "post-create-network": network("networks, with commas, that it is attached to before it starts"),
  "post-start-network": network("networks, with commas, that it is attached to once it runs"),
} as const;

/** One of their names. */
export type NetworkKey = keyof typeof KNOWN;

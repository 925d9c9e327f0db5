#!/usr/bin/env hokku
import { command, step } from "hokku";
import { visibleApps } from "hokku/visible-apps";
import { type Rebuilt, rebuildAddresses } from "../lib/address.ts";

export default command({
  name: "network:rebuildall",
  summary: "Find out anew where the containers of all apps are reached",
  run: async ({ io }) => {
    const all = new Map<string, Rebuilt[]>();
    for (const app of await visibleApps(io)) {
      step(io, `Ensuring network configuration is in sync for ${app}`);
      all.set(app, await rebuildAddresses(io, app));
    }
    return all;
  },
  text: () => {},
});

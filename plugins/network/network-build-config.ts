#!/usr/bin/env hokku
import { hook, step } from "hokku";
import { rebuildAddresses } from "./lib/address.ts";
import { containersOf } from "./lib/listeners.ts";

export default hook("network-build-config", async (io, app) => {
  if (!containersOf(io.env, app).length) return;
  step(io, `Ensuring network configuration is in sync for ${app}`);
  await rebuildAddresses(io, app);
});

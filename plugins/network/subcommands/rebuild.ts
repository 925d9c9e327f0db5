#!/usr/bin/env hokku
import { command, step } from "hokku";
import { rebuildAddresses } from "../lib/address.ts";

export default command({
  name: "network:rebuild",
  summary: "Find out anew where an app's containers are reached",
  args: "<app>",
  run: ({ words: { app }, io }) => {
    step(io, `Ensuring network configuration is in sync for ${app}`);
    return rebuildAddresses(io, app);
  },
  text: () => {},
});

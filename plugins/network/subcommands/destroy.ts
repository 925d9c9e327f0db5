#!/usr/bin/env hokku
import { command, step } from "hokku";
import { confirmDestroying } from "hokku/confirm";
import { docker, existingNetwork } from "../lib/docker-networks.ts";

export default command({
  name: "network:destroy",
  summary: "Destroy a docker network that no container uses",
  args: "<network>",
  flags: { force: { type: "boolean", short: "f", summary: "do not ask" } },
  run: async ({ words: { network }, flags: { force }, io }) => {
    await existingNetwork(io, network);
    await confirmDestroying(io, "network", network, force);
    step(io, `Destroying network ${network}`);
    await docker(io, ["network", "rm", network]);
    return { name: network };
  },
  text: () => {},
});

#!/usr/bin/env hokku
import { command, step } from "hokku";
import { existingNetwork } from "../lib/docker-networks.ts";

export default command({
  name: "network:exists",
  summary: "Tell by the exit code whether a docker network exists",
  reads: true,
  args: "<network>",
  run: async ({ words: { network }, io }) => {
    await existingNetwork(io, network);
    return { name: network, exists: true };
  },
  text: (_result, io) => step(io, "Network exists"),
});

#!/usr/bin/env hokku
import { command, step } from "hokku";
import { docker, LABEL, networkName } from "../lib/docker-networks.ts";

export default command({
  name: "network:create",
  summary: "Create a docker network that apps can join",
  args: "<network>",
  run: async ({ words: { network }, io }) => {
    networkName(network);
    step(io, `Creating network ${network}`);
    const id = await docker(io, ["network", "create", "--attachable", "--label", `${LABEL}=${network}`, network]);
    return { name: network, id };
  },
  text: () => {},
});

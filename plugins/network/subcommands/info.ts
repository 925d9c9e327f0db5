#!/usr/bin/env hokku
import { command, headline, write } from "hokku";
import { existingNetwork } from "../lib/docker-networks.ts";

export default command({
  name: "network:info",
  summary: "Describe a docker network",
  reads: true,
  args: "<network>",
  run: ({ words: { network }, io }) => existingNetwork(io, network),
  text: ({ ID, Name, Driver, Scope, DokkuManaged }, io) => {
    headline(io, `${Name} network information`);
    const rows = { "ID:": ID, "Name:": Name, "Driver:": Driver, "Scope:": Scope, "Dokku managed:": DokkuManaged };
    for (const [label, value] of Object.entries(rows)) write(io, `       ${label.padEnd(16)}${value}\n`);
  },
});

#!/usr/bin/env hokku
import { command, headline, write } from "hokku";
import { networks } from "../lib/docker-networks.ts";

export default command({
  name: "network:list",
  summary: "List docker networks",
  reads: true,
  flags: { "dokku-managed": { type: "boolean", summary: "only those made by network:create" } },
  run: async ({ flags, io }) => (await networks(io)).filter(({ DokkuManaged }) => DokkuManaged || !flags["dokku-managed"]),
  text: (all, io) => {
    headline(io, "Networks");
    for (const { Name } of all) write(io, `${Name}\n`);
  },
});

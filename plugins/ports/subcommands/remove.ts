#!/usr/bin/env hokku
import { command, trigger } from "hokku";
import { portMapText, without } from "../lib/port-map.ts";
import { changePorts } from "../lib/ports.ts";

export default command({
  name: "ports:remove",
  summary: "Remove port mappings of an app, whole or by host port",
  args: "<app> <port-map>...",
  examples: ["dokku ports:remove node-app http:80:5000", "dokku ports:remove node-app 80"],
  run: async ({ words: { app, "port-map": words }, io }) => {
    const maps = await changePorts(io, app, (now) => without(now, words));
    await trigger(io, "post-proxy-ports-update", app, "remove");
    return maps.map(portMapText);
  },
  text: () => {},
});

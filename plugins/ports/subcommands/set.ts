#!/usr/bin/env hokku
import { command, trigger } from "hokku";
import { parsePortMaps, portMapText, withoutClash } from "../lib/port-map.ts";
import { changePorts } from "../lib/ports.ts";

export default command({
  name: "ports:set",
  summary: "Replace an app's port mappings",
  args: "<app> <port-map>...",
  examples: ["dokku ports:set node-app http:80:5000"],
  run: async ({ words: { app, "port-map": words }, io }) => {
    const maps = withoutClash(parsePortMaps(words));
    await changePorts(io, app, () => maps);
    await trigger(io, "post-proxy-ports-update", app, "set");
    return maps.map(portMapText);
  },
  text: () => {},
});

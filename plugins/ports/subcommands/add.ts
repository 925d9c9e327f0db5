#!/usr/bin/env hokku
import { command, trigger } from "hokku";
import { parsePortMaps, portMapText, withoutClash } from "../lib/port-map.ts";
import { changePorts } from "../lib/ports.ts";

export default command({
  name: "ports:add",
  summary: "Add port mappings to an app",
  args: "<app> <port-map>...",
  examples: ["dokku ports:add node-app http:80:5000"],
  run: async ({ words: { app, "port-map": words }, io }) => {
    const given = parsePortMaps(words);
    const maps = await changePorts(io, app, (now) => withoutClash([...now, ...given]));
    await trigger(io, "post-proxy-ports-update", app, "add");
    return maps.map(portMapText);
  },
  text: () => {},
});

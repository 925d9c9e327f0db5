#!/usr/bin/env hokku
import { command, Exit, step, write } from "hokku";
import { portMapText } from "../lib/port-map.ts";
import { asJson, customPorts } from "../lib/ports.ts";

export default command({
  name: "ports:list",
  summary: "List the port mappings set for an app",
  reads: true,
  args: "<app>",
  run: ({ words: { app }, io }) => {
    const maps = customPorts(app, io.env);
    if (!maps.length) throw new Exit(1, "No port mappings configured for app");
    step(io, `Port mappings for ${app}`);
    const head = io.env.DOKKU_QUIET_OUTPUT ? [] : ["-----> scheme:host port:container port"];
    const rows = [...head, ...maps.map(portMapText)].sort().map((row) => row.split(":"));
    const width = (at: number) => Math.max(...rows.map((row) => row[at]?.length ?? 0));
    for (const [scheme = "", host = "", container = ""] of rows)
      write(io, `    ${scheme.padEnd(width(0))}  ${host.padEnd(width(1))}  ${container}\n`);
    return maps.map(asJson);
  },
  text: () => {},
});

#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { portMapText } from "./lib/port-map.ts";
import { asJson, currentPorts } from "./lib/ports.ts";

export default hook("ports-get", async (io, app, format = "stdout") => {
  if (!["", "stdout", "json"].includes(format)) throw new Exit(1, `Invalid format specified: ${format}`);
  const maps = await currentPorts(io, app);
  write(io, format === "json" ? `${JSON.stringify(maps.map(asJson))}\n` : maps.map((map) => `${portMapText(map)}\n`).join(""));
});

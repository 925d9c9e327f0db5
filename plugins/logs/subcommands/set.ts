#!/usr/bin/env hokku
import { detail } from "hokku";
import { propertyCommand } from "hokku/property-command";
import logs from "../lib/settings.ts";

export default propertyCommand(logs, {
  can: "may",
  examples: ["dokku logs:set node-app max-size 20m", "dokku logs:set node-app vector-sink 'console://?encoding[codec]=json'"],
  changed: async (io, _app, key) => {
    if (!["vector-sink", "vector-cron-sink", "app-label-alias"].includes(key)) return;
    const { vectorConfigPath, writeVectorConfig } = await import("../lib/vector.ts");
    detail(io, `Writing updated vector config to ${vectorConfigPath(io.env)}`);
    await writeVectorConfig(io);
  },
});

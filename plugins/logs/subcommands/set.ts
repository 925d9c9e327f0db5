#!/usr/bin/env hokku
import { detail, Exit } from "hokku";
import { propertyCommand } from "hokku/property-command";
import { output } from "hokku/run";
import logs, { networkNames } from "../lib/settings.ts";

export default propertyCommand(logs, {
  only: (key) => `${key} may only be set globally`,
  examples: ["dokku logs:set node-app max-size 20m", "dokku logs:set node-app vector-sink 'console://?encoding[codec]=json'"],
  check: async (io, key, value) => {
    if (key !== "vector-networks") return;
    for (const name of networkNames(value))
      await output(io, io.env.DOCKER_BIN ?? "docker", ["network", "inspect", name]).catch(() => {
        throw new Exit(1, `Network "${name}" does not exist; see: dokku network:list`);
      });
  },
  changed: async (io, _app, key) => {
    if (!["vector-sink", "vector-cron-sink", "app-label-alias"].includes(key)) return;
    const { vectorConfigPath, writeVectorConfig } = await import("../lib/vector.ts");
    detail(io, `Writing updated vector config to ${vectorConfigPath(io.env)}`);
    await writeVectorConfig(io);
  },
});

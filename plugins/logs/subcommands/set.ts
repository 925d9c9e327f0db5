#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import { notAnImage, notASize } from "../lib/settings.ts";
import { notASink } from "../lib/sink.ts";

export default propertyCommand({
  plugin: "logs",
  properties: {
    "max-size": { refuse: notASize },
    "app-label-alias": { refuse: (value) => (/^[A-Za-z0-9][\w.-]*$/.test(value) ? undefined : "it is the name of a label") },
    "vector-sink": { host: true, refuse: notASink },
    "vector-cron-sink": { host: true, refuse: notASink },
    "vector-image": { scope: "global", refuse: notAnImage },
    "vector-networks": { scope: "global" },
  },
  examples: ["dokku logs:set node-app max-size 20m", "dokku logs:set node-app vector-sink 'console://?encoding[codec]=json'"],
  changed: async (io, _app, key) => {
    if (key !== "vector-sink" && key !== "app-label-alias") return;
    const { writeVectorConfig } = await import("../lib/vector.ts");
    await writeVectorConfig(io);
  },
});

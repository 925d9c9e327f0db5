#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import { notASize } from "../lib/settings.ts";

export default propertyCommand({
  plugin: "logs",
  properties: {
    "max-size": { refuse: notASize },
    "app-label-alias": { refuse: (value) => (/^[A-Za-z0-9][\w.-]*$/.test(value) ? undefined : "it is the name of a label") },
    "vector-sink": {},
    "vector-cron-sink": {},
    "vector-image": { scope: "global" },
    "vector-networks": { scope: "global" },
  },
  examples: ["dokku logs:set node-app max-size 20m"],
});

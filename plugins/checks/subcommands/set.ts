#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "checks",
  properties: {
    "wait-to-retire": { refuse: (value) => (/^\d{1,6}$/.test(value) ? undefined : "use a number of seconds, as in 60") },
  },
  examples: ["dokku checks:set node-app wait-to-retire 120", "dokku checks:set --global wait-to-retire"],
});

#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "apps",
  properties: {
    "disable-autocreation": {
      scope: "global",
      refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "it is true or false"),
    },
  },
  summary: "Say whether a push to an unknown app makes it (disable-autocreation)",
  examples: ["dokku apps:set --global disable-autocreation true"],
});

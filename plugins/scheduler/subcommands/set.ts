#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "scheduler",
  properties: {
    selected: {
      host: true,
      refuse: (value) =>
        /^[a-z0-9-]+$/.test(value) ? undefined : "a scheduler's name has lower-case letters, digits and dashes",
    },
    shell: {},
  },
  examples: ["dokku scheduler:set node-app selected docker-local", "dokku scheduler:set --global shell /bin/sh"],
});

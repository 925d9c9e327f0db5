#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "builder",
  properties: {
    "build-dir": {
      refuse: (value) => (value.split("/").includes("..") ? "it is a folder inside the source, without .." : undefined),
    },
    selected: { refuse: (value) => (/^[a-z0-9][\w.-]*$/i.test(value) ? undefined : "it is the name of a builder, as herokuish") },
    "skip-cleanup": { refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "it takes true or false") },
  },
  examples: ["dokku builder:set node-app selected dockerfile", "dokku builder:set node-app build-dir app1"],
});

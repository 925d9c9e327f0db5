#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "builder-dockerfile",
  properties: {
    "dockerfile-path": {
      refuse: (value) => (value.split("/").includes("..") ? "it is a file inside the source, without .." : undefined),
    },
  },
  examples: ["dokku builder-dockerfile:set node-app dockerfile-path deploy/Dockerfile"],
});

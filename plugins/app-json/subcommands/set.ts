#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "app-json",
  properties: {
    "appjson-path": { refuse: (value) => (value.split("/").includes("..") ? "it has to be within the source" : undefined) },
  },
  examples: ["dokku app-json:set node-app appjson-path deploy/app.json"],
});

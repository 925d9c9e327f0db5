#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "builder-herokuish",
  properties: { allowed: { refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "it is true or false") } },
  examples: ["dokku builder-herokuish:set node-app allowed false"],
});

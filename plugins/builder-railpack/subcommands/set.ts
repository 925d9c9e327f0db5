#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import railpack from "../lib/settings.ts";

export default propertyCommand(railpack, {
  examples: ["dokku builder-railpack:set node-app railpackjson-path deploy/railpack.json"],
});

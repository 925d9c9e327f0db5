#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import builder from "../lib/settings.ts";

export default propertyCommand(builder, {
  examples: ["dokku builder:set node-app selected dockerfile", "dokku builder:set node-app build-dir app1"],
});

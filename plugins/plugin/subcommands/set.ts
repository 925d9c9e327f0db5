#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import plugin from "../lib/settings.ts";

export default propertyCommand(plugin, {
  examples: ["dokku plugin:set --global hook-budget-milliseconds 3000"],
});

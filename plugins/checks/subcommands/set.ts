#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import checks from "../lib/settings.ts";

export default propertyCommand(checks, {
  examples: ["dokku checks:set node-app wait-to-retire 120", "dokku checks:set --global wait-to-retire"],
});

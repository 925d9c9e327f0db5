#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import settings from "../lib/settings.ts";

export default propertyCommand(settings, {
  examples: ["dokku releases:set node-app retention 10", "dokku releases:set --global retention"],
});

#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import builds from "../lib/settings.ts";

export default propertyCommand(builds, {
  examples: ["dokku builds:set node-app retention 50", "dokku builds:set --global retention"],
});

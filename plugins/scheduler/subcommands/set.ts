#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import scheduler from "../lib/settings.ts";

export default propertyCommand(scheduler, {
  examples: ["dokku scheduler:set node-app selected docker-local", "dokku scheduler:set --global shell /bin/sh"],
});

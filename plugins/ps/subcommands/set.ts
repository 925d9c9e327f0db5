#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import ps from "../lib/settings.ts";

export default propertyCommand(ps, {
  examples: ["dokku ps:set node-app restart-policy on-failure:20", "dokku ps:set --global stop-timeout-seconds 60"],
});

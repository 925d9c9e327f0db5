#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import nginx from "../lib/settings.ts";

/** Contract: takes effect with the next `proxy:build-config` or deploy. */
export default propertyCommand(nginx, {
  summary: "Set or clear an nginx property of an app or of all; it counts from the next dokku proxy:build-config on",
  examples: ["dokku nginx:set node-app client-max-body-size 50m", "dokku nginx:set --global hsts false"],
});

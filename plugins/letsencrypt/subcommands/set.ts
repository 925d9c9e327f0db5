#!/usr/bin/env hokku
import { providerVariable } from "hokku/dns-provider";
import { propertyCommand } from "hokku/property-command";
import letsencrypt from "../lib/settings.ts";

export default propertyCommand(letsencrypt, {
  examples: ["dokku letsencrypt:set --global email you@example.com", "dokku letsencrypt:set node-app server staging"],
  more: (_io, _app, key) => Promise.resolve(providerVariable(key)),
});

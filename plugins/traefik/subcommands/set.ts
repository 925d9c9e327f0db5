#!/usr/bin/env hokku
import { providerVariable } from "hokku/dns-provider";
import { propertyCommand } from "hokku/property-command";
import traefik from "../lib/settings.ts";

export default propertyCommand(traefik, {
  examples: ["dokku traefik:set --global letsencrypt-email you@example.com"],
  more: (_io, _app, key) => Promise.resolve(providerVariable(key, "global")),
});

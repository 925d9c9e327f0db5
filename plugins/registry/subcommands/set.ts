#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import { keepRunnable } from "../lib/push.ts";
import registry from "../lib/settings.ts";

export default propertyCommand(registry, {
  changed: (io, app) => keepRunnable(io, app),
  examples: [
    "dokku registry:set --global server registry.example.com",
    "dokku registry:set node-app image-repo my-org/node-app",
    "dokku registry:set node-app push-on-release true",
  ],
});

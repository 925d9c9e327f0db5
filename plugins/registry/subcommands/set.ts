#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import { notRepository, notServer, notTags, notTemplate } from "../lib/names.ts";
import { keepRunnable } from "../lib/push.ts";

export default propertyCommand({
  plugin: "registry",
  properties: {
    "image-repo": { scope: "app", host: true, refuse: notRepository },
    "image-repo-template": { host: true, refuse: notTemplate },
    "push-extra-tags": { refuse: notTags },
    "push-on-release": { refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "use true or false") },
    server: { host: true, refuse: notServer },
  },
  changed: (io, app) => keepRunnable(io, app),
  examples: [
    "dokku registry:set --global server registry.example.com",
    "dokku registry:set node-app image-repo my-org/node-app",
    "dokku registry:set node-app push-on-release true",
  ],
});

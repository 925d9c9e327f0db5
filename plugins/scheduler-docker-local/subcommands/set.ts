#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";

export default propertyCommand({
  plugin: "scheduler-docker-local",
  properties: {
    "init-process": { refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "it is true or false") },
    "parallel-schedule-count": { refuse: (value) => (/^[1-9]\d{0,3}$/.test(value) ? undefined : "it is a number from 1 on") },
  },
  examples: ["dokku scheduler-docker-local:set node-app init-process false"],
});

#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import { notAPolicy } from "../lib/settings.ts";

const bool = (value: string): string | undefined => (/^(true|false)$/.test(value) ? undefined : "it is true or false");

export default propertyCommand({
  plugin: "ps",
  properties: {
    "restart-policy": { refuse: notAPolicy },
    "procfile-path": { refuse: (value) => (value.split("/").includes("..") ? "it has to be within the source" : undefined) },
    "stop-timeout-seconds": { refuse: (value) => (/^\d{1,5}$/.test(value) ? undefined : "it is a number of seconds") },
    "start-cmd": { scope: "app" },
    "dockerfile-start-cmd": { scope: "app" },
    restore: { scope: "app", refuse: bool },
    "skip-deploy": { refuse: bool },
  },
  examples: ["dokku ps:set node-app restart-policy on-failure:20", "dokku ps:set --global stop-timeout-seconds 60"],
});

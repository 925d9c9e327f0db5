#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import apps from "../lib/settings.ts";

export default propertyCommand(apps, {
  summary: "Say whether a push to an unknown app makes it (disable-autocreation), or what an app was deployed from",
  only: () => "Property can only be specified globally",
  examples: ["dokku apps:set --global disable-autocreation true"],
});

#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import dockerfile from "../lib/settings.ts";

export default propertyCommand(dockerfile, {
  examples: ["dokku builder-dockerfile:set node-app dockerfile-path deploy/Dockerfile"],
});

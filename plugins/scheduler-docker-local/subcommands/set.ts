#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import dockerLocal from "../lib/settings.ts";

export default propertyCommand(dockerLocal, { examples: ["dokku scheduler-docker-local:set node-app init-process false"] });

#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import appJson from "../lib/settings.ts";

export default propertyCommand(appJson, { examples: ["dokku app-json:set node-app appjson-path deploy/app.json"] });

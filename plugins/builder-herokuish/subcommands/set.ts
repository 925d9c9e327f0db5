#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import herokuish from "../lib/settings.ts";

export default propertyCommand(herokuish, { examples: ["dokku builder-herokuish:set node-app allowed false"] });

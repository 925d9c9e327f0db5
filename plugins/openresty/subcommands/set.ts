#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import openresty from "../lib/settings.ts";

export default propertyCommand(openresty, { examples: ["dokku openresty:set node-app client-max-body-size 50m"] });

#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import haproxy from "../lib/settings.ts";

export default propertyCommand(haproxy, { examples: ["dokku haproxy:set --global refresh-conf 20"] });

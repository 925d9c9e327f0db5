#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import caddy from "../lib/settings.ts";

export default propertyCommand(caddy, { examples: ["dokku caddy:set node-app tls-internal true"] });

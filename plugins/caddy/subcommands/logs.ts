#!/usr/bin/env hokku
import { logsCommand } from "hokku/label-proxy";
import caddy from "../lib/caddy.ts";

export default logsCommand(caddy);

#!/usr/bin/env hokku
import { startCommand } from "hokku/label-proxy";
import caddy from "../lib/caddy.ts";

export default startCommand(caddy);

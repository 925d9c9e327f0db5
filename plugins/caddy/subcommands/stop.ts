#!/usr/bin/env hokku
import { stopCommand } from "hokku/label-proxy";
import caddy from "../lib/caddy.ts";

export default stopCommand(caddy);

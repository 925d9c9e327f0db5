#!/usr/bin/env hokku
import { showConfigCommand } from "hokku/label-proxy";
import caddy from "../lib/caddy.ts";

export default showConfigCommand(caddy);

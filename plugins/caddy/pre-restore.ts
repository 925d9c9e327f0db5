#!/usr/bin/env hokku
import { hook } from "hokku";
import { restored } from "hokku/label-proxy";
import caddy from "./lib/caddy.ts";

export default hook("pre-restore", (io) => restored(caddy, io));

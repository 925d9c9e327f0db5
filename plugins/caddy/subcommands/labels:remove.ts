#!/usr/bin/env hokku
import { labelsRemove } from "hokku/label-proxy";
import caddy from "../lib/caddy.ts";

export default labelsRemove(caddy);

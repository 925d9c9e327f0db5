#!/usr/bin/env hokku
import { labelsShow } from "hokku/label-proxy";
import caddy from "../lib/caddy.ts";

export default labelsShow(caddy);

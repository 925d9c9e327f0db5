#!/usr/bin/env hokku
import { labelsAdd } from "hokku/label-proxy";
import caddy from "../lib/caddy.ts";

export default labelsAdd(caddy);

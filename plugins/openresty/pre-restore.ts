#!/usr/bin/env hokku
import { hook } from "hokku";
import { restored } from "hokku/label-proxy";
import openresty from "./lib/openresty.ts";

export default hook("pre-restore", (io) => restored(openresty, io));

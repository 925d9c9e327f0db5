#!/usr/bin/env hokku
import { hook } from "hokku";
import { restored } from "hokku/label-proxy";
import haproxy from "./lib/haproxy.ts";

export default hook("pre-restore", (io) => restored(haproxy, io));

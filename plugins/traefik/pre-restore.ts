#!/usr/bin/env hokku
import { hook } from "hokku";
import { restored } from "hokku/label-proxy";
import traefik from "./lib/traefik.ts";

export default hook("pre-restore", (io) => restored(traefik, io));

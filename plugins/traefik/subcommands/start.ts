#!/usr/bin/env hokku
import { startCommand } from "hokku/label-proxy";
import traefik from "../lib/traefik.ts";

export default startCommand(traefik);

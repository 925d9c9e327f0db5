#!/usr/bin/env hokku
import { logsCommand } from "hokku/label-proxy";
import traefik from "../lib/traefik.ts";

export default logsCommand(traefik);

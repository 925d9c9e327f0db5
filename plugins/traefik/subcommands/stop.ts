#!/usr/bin/env hokku
import { stopCommand } from "hokku/label-proxy";
import traefik from "../lib/traefik.ts";

export default stopCommand(traefik);

#!/usr/bin/env hokku
import { showConfigCommand } from "hokku/label-proxy";
import traefik from "../lib/traefik.ts";

export default showConfigCommand(traefik);

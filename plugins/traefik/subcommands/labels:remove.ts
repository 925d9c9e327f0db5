#!/usr/bin/env hokku
import { labelsRemove } from "hokku/label-proxy";
import traefik from "../lib/traefik.ts";

export default labelsRemove(traefik);

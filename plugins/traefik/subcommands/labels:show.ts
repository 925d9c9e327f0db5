#!/usr/bin/env hokku
import { labelsShow } from "hokku/label-proxy";
import traefik from "../lib/traefik.ts";

export default labelsShow(traefik);

#!/usr/bin/env hokku
import { labelsAdd } from "hokku/label-proxy";
import traefik from "../lib/traefik.ts";

export default labelsAdd(traefik);

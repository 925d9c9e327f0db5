#!/usr/bin/env hokku
import { labelsAdd } from "hokku/label-proxy";
import haproxy from "../lib/haproxy.ts";

export default labelsAdd(haproxy);

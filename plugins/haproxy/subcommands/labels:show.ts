#!/usr/bin/env hokku
import { labelsShow } from "hokku/label-proxy";
import haproxy from "../lib/haproxy.ts";

export default labelsShow(haproxy);

#!/usr/bin/env hokku
import { labelsRemove } from "hokku/label-proxy";
import haproxy from "../lib/haproxy.ts";

export default labelsRemove(haproxy);

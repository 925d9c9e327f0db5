#!/usr/bin/env hokku
import { stopCommand } from "hokku/label-proxy";
import haproxy from "../lib/haproxy.ts";

export default stopCommand(haproxy);

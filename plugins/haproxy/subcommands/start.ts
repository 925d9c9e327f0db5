#!/usr/bin/env hokku
import { startCommand } from "hokku/label-proxy";
import haproxy from "../lib/haproxy.ts";

export default startCommand(haproxy);

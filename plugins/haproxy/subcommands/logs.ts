#!/usr/bin/env hokku
import { logsCommand } from "hokku/label-proxy";
import haproxy from "../lib/haproxy.ts";

export default logsCommand(haproxy);

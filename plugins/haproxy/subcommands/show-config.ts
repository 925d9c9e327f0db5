#!/usr/bin/env hokku
import { showConfigCommand } from "hokku/label-proxy";
import haproxy from "../lib/haproxy.ts";

export default showConfigCommand(haproxy);

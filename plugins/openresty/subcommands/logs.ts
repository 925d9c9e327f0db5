#!/usr/bin/env hokku
import { logsCommand } from "hokku/label-proxy";
import openresty from "../lib/openresty.ts";

export default logsCommand(openresty);

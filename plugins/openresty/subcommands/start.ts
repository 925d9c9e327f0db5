#!/usr/bin/env hokku
import { startCommand } from "hokku/label-proxy";
import openresty from "../lib/openresty.ts";

export default startCommand(openresty);

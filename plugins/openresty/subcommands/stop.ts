#!/usr/bin/env hokku
import { stopCommand } from "hokku/label-proxy";
import openresty from "../lib/openresty.ts";

export default stopCommand(openresty);

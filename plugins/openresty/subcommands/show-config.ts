#!/usr/bin/env hokku
import { showConfigCommand } from "hokku/label-proxy";
import openresty from "../lib/openresty.ts";

export default showConfigCommand(openresty);

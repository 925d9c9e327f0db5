#!/usr/bin/env hokku
import { labelsAdd } from "hokku/label-proxy";
import openresty from "../lib/openresty.ts";

export default labelsAdd(openresty);

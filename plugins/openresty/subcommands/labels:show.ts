#!/usr/bin/env hokku
import { labelsShow } from "hokku/label-proxy";
import openresty from "../lib/openresty.ts";

export default labelsShow(openresty);

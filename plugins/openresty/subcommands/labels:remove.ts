#!/usr/bin/env hokku
import { labelsRemove } from "hokku/label-proxy";
import openresty from "../lib/openresty.ts";

export default labelsRemove(openresty);

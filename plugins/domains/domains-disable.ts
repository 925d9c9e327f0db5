#!/usr/bin/env hokku
import { hook } from "hokku";
import { disable } from "./lib/switch.ts";

export default hook("domains-disable", (io, app) => disable(io, app));

#!/usr/bin/env hokku
import { hook } from "hokku";
import { enable } from "./lib/switch.ts";

export default hook("domains-enable", (io, app) => enable(io, app));

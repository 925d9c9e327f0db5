#!/usr/bin/env hokku
import { hook } from "hokku";
import { procfileOf } from "./lib/procfile.ts";

export default hook("procfile-exists", (io, app) => (procfileOf(app, io.env) ? 0 : 1));

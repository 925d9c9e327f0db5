#!/usr/bin/env hokku
import { hook } from "hokku";
import { startLinked } from "./lib/app-links.ts";

export default hook("pre-start", (io, app) => startLinked(io, (apps) => apps.includes(app)));

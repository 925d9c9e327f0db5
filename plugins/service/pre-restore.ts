#!/usr/bin/env hokku
import { hook } from "hokku";
import { startLinked } from "./lib/app-links.ts";

export default hook("pre-restore", (io) => startLinked(io, (apps) => apps.length > 0));

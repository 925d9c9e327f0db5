#!/usr/bin/env hokku
import { hook, write } from "hokku";
import scheduler from "./lib/settings.ts";

export default hook("scheduler-detect", (io, app) => write(io, `${scheduler.of(app, "selected", io.env)}\n`));

#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-run-list", async (io, name, app, format) =>
  (await schedulerNamed(name, io.env))?.runs?.list(io, app, format),
);

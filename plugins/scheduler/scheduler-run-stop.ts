#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-run-stop", async (io, name, app, container) =>
  (await schedulerNamed(name, io.env))?.runs?.stop(io, app, container),
);

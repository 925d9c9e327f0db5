#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-pre-restore", async (io, name, app) => {
  if (isApp(app, io.env)) await (await schedulerNamed(name, io.env))?.restore?.(io, app);
});

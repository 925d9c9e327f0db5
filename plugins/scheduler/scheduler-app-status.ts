#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

/** Contract: `<processes> true|false|mixed`. */
export default hook("scheduler-app-status", async (io, name, app) => {
  const status = await (await schedulerNamed(name, io.env))?.status(io, app);
  if (status) write(io, `${status.count} ${status.running}\n`);
});

#!/usr/bin/env hokku
import { hook, trouble, write } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-inspect", async (io, name, app) => {
  const scheduler = await schedulerNamed(name, io.env);
  if (!scheduler?.inspect) return;
  const found = await scheduler.inspect(io, app);
  if (found) write(io, `${JSON.stringify(found, null, 4)}\n`);
  else trouble(`App ${app} has no containers`);
});

#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";
import { targetOf } from "./lib/words.ts";

export default hook("scheduler-enter", async (io, name, app, ...words) => {
  const scheduler = await schedulerNamed(name, io.env);
  if (!scheduler?.enter) return;
  const { target, command } = targetOf(words);
  return scheduler.enter(io, app, target, command);
});

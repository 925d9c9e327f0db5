#!/usr/bin/env hokku
import { hook } from "hokku";
import { allSchedulers, schedulerNamed } from "./lib/named.ts";

/** Without a scheduler, of all of them. */
export default hook("scheduler-run-retire", async (io, name, app) => {
  const asked = name ? [await schedulerNamed(name, io.env)] : await allSchedulers(io.env);
  for (const scheduler of asked) await scheduler?.runs?.retire(io, app ?? "");
});

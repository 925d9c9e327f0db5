#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { kindOf, kinds } from "./lib/kinds.ts";
import { entryOf } from "./lib/schedule.ts";
import { names, serviceOf } from "./lib/state.ts";

/** The backups that are to be made. */
export default hook("cron-entries", async (io, scheduler) => {
  if (scheduler !== "docker-local") return;
  for (const one of kinds(io.env)) {
    const kind = await kindOf(one);
    const lines = kind ? names(kind.plugin, io.env).flatMap((name) => entryOf(kind, serviceOf(kind, name, io.env)) ?? []) : [];
    for (const line of lines) write(io, `${line}\n`);
  }
});

#!/usr/bin/env hokku
import { command, step, write } from "hokku";
import { entries } from "../lib/entry.ts";

export default command({
  name: "storage:list-entries",
  summary: "List all storage entries",
  reads: true,
  isSpread: true,
  flags: { scheduler: { type: "string", value: "NAME", summary: "only those of this scheduler" } },
  run: ({ flags, io }) => entries(io.env).filter(({ scheduler }) => !flags.scheduler || scheduler === flags.scheduler),
  text: (all, io) => {
    step(io, all.length ? "Storage entries:" : "No storage entries registered");
    for (const { name, scheduler, host_path: path = "" } of all) write(io, `       ${name}\t${scheduler}\t${path}\n`);
  },
});

#!/usr/bin/env hokku
import { command, step, write } from "hokku";
import { existingEntry } from "../lib/entry.ts";

export default command({
  name: "storage:info",
  summary: "Describe a storage entry",
  reads: true,
  isSpread: true,
  args: "<name>",
  run: ({ words: { name }, io }) => existingEntry(name, io.env),
  text: (entry, io) => {
    step(io, `Storage entry ${entry.name}`);
    const rows = {
      "Scheduler:": entry.scheduler,
      "Host path:": entry.host_path,
      "Size:": entry.size,
      "Access mode:": entry.access_mode,
      "Storage class:": entry.storage_class,
      "Namespace:": entry.namespace,
      "Chown:": entry.chown,
      "Mode:": entry.mode,
      "Reclaim policy:": entry.reclaim_policy,
    };
    for (const [label, value] of Object.entries(rows)) if (value) write(io, `       ${label.padEnd(18)}${value}\n`);
  },
});

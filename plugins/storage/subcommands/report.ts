#!/usr/bin/env hokku
import { command, type Executable, step, write } from "hokku";
import { usersOf } from "../lib/attachment.ts";
import { entries } from "../lib/entry.ts";
import { storageReport } from "../lib/report.ts";

/** With `--global` it is about entries instead of apps. */
const globalReport = command({
  name: "storage:report",
  summary: "Show all storage entries and who mounts them",
  reads: true,
  flags: { global: { type: "boolean", summary: "entries instead of apps" } },
  run: ({ io }) => entries(io.env).map((entry) => ({ entry, mounted_by: usersOf(io.env, entry.name) })),
  text: (all, io) => {
    step(io, all.length ? "Storage report (global):" : "No storage entries registered");
    for (const { entry, mounted_by: users } of all)
      write(io, `       ${entry.name}\t${entry.scheduler}\tmounted by: ${users.join(", ") || "—"}\n`);
  },
});

const answer: Executable = (args, io) => (args.includes("--global") ? globalReport : storageReport.command)(args, io);

const ENTRIES = {
  type: "array",
  items: {
    type: "object",
    properties: { entry: { type: "object" }, "mounted-by": { type: "array", items: { type: "string" } } },
    required: ["entry", "mounted-by"],
  },
};

const schema = () => {
  const { anyOf, ...ofApps } = storageReport.schema();
  return { ...ofApps, anyOf: [ENTRIES, ...anyOf] };
};

export default Object.assign(answer, storageReport.command, { declaration: { ...storageReport.command.declaration, schema } });

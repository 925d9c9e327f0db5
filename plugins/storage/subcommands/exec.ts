#!/usr/bin/env hokku
import { command, trigger } from "hokku";
import { existingEntry } from "../lib/entry.ts";

export default command({
  name: "storage:exec",
  summary: "Run a command, or a shell, in a container that has a storage entry at /data",
  args: "<name> [<command>...]",
  flags: {
    image: { type: "string", value: "IMAGE", summary: "which image; alpine:3 where none is named" },
    "as-user": { type: "string", value: "UID", summary: "run as this uid instead of the entry's owner" },
  },
  examples: ["dokku storage:exec uploads -- ls -l /data"],
  json: "none",
  run: async ({ words: { name, command: words }, flags, io }) => {
    const { scheduler } = existingEntry(name, io.env);
    const tty = io.stdin === "inherit" && process.stdin.isTTY === true;
    const given = [`--interactive=true`, `--tty=${tty}`, ...(flags["as-user"] ? ["--as-user", flags["as-user"]] : [])];
    const behind = words.length ? ["--", ...words] : [];
    await trigger(io, "scheduler-storage-exec", scheduler, name, flags.image ?? "alpine:3", ...given, ...behind);
  },
  text: () => {},
});

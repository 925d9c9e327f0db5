#!/usr/bin/env hokku
import { command, detail, Exit, step, trouble } from "hokku";
import { confirmDestroying } from "hokku/confirm";
import { usersOf } from "../lib/attachment.ts";
import { defaultPath, existingEntry, LOCAL, removeEntry } from "../lib/entry.ts";
import { removeFolder } from "../lib/owner.ts";

export default command({
  name: "storage:destroy",
  summary: "Forget a storage entry that no app mounts; its data stays unless asked for",
  args: "<name>",
  flags: {
    force: { type: "boolean", short: "f", summary: "do not ask" },
    "destroy-host-dir": { type: "boolean", summary: "remove the directory and all in it too" },
  },
  run: async ({ words: { name }, flags, io }) => {
    const entry = existingEntry(name, io.env);
    const users = usersOf(io.env, name);
    if (users.length)
      throw new Exit(1, `storage entry ${name} is still mounted by app(s): ${users.join(", ")}; see: dokku storage:unmount`);
    if (flags["destroy-host-dir"] && entry.scheduler !== LOCAL)
      throw new Exit(1, `--destroy-host-dir only applies to ${LOCAL} storage entries, and ${name} is one of ${entry.scheduler}`);
    const isDefault = entry.host_path === defaultPath(name, io.env);
    if (flags["destroy-host-dir"] && !isDefault)
      throw new Exit(
        1,
        `--destroy-host-dir is only supported when the storage entry uses the default host path; remove ${entry.host_path} yourself`,
      );
    const removed = isDefault && (flags["destroy-host-dir"] || entry.reclaim_policy === "Delete");
    if (removed) trouble(`Storage entry ${name} is backed by ${entry.host_path}, which will be removed along with its contents.`);
    await confirmDestroying(io, "storage entry", name, flags.force);
    if (removed) {
      await removeFolder(io, name);
      detail(io, `Removed ${entry.host_path}`);
    }
    removeEntry(name, io.env);
    step(io, `Storage entry ${name} destroyed`);
    return { name, removed };
  },
  text: () => {},
});

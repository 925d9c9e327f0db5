#!/usr/bin/env hokku
import { command, step } from "hokku";
import { exclusively } from "hokku/exclusive";
import { ensureFolder } from "../lib/directory.ts";
import { defaultPath, type Entry, entryExists, entryName, LOCAL, saveEntry } from "../lib/entry.ts";
import { pairs } from "../lib/metadata.ts";
import { directoryMode, ownerId } from "../lib/owner.ts";

export default command({
  name: "storage:create",
  summary: "Name a directory or a docker volume that apps can mount, and make it",
  args: "<name> [<path>]",
  flags: {
    scheduler: { type: "string", value: LOCAL, summary: "who provides it" },
    size: { type: "string", value: "SIZE", summary: "not for directories" },
    "access-mode": { type: "string", value: "MODE", summary: "not for directories" },
    "storage-class-name": { type: "string", value: "NAME", summary: "not for directories" },
    namespace: { type: "string", value: "NAME", summary: "kept for schedulers that have them" },
    chown: { type: "string", value: "WHO", summary: "owner: herokuish, heroku, paketo, root, false or a uid" },
    mode: { type: "string", value: "0755", summary: "permissions of the directory" },
    "reclaim-policy": { type: "string", value: "Retain|Delete", summary: "whether storage:destroy removes the directory" },
    annotation: { type: "list", value: "KEY=VALUE", summary: "a note; may be repeated" },
    label: { type: "list", value: "KEY=VALUE", summary: "a label; may be repeated" },
  },
  examples: ["dokku storage:create uploads --chown heroku", "dokku storage:create media /mnt/media"],
  run: async ({ words: { name, path }, flags, io }) => {
    entryName(name);
    if (flags.chown) await ownerId(io, flags.chown);
    const { annotation, label, chown = "", namespace = "" } = flags;
    const entry: Entry = {
      name,
      scheduler: flags.scheduler ?? LOCAL,
      host_path: path || defaultPath(name, io.env),
      size: flags.size ?? "",
      access_mode: flags["access-mode"] ?? "",
      storage_class: flags["storage-class-name"] ?? "",
      namespace,
      chown,
      mode: flags.mode ? directoryMode(flags.mode) : "",
      reclaim_policy: flags["reclaim-policy"] ?? "",
      ...(annotation.length && { annotations: pairs(annotation) }),
      ...(label.length && { labels: pairs(label) }),
      schema_version: 1,
    };
    await exclusively(io, "storage", `entry.${name}`, () => {
      if (entryExists(name, io.env)) step(io, `Storage entry ${name} already exists, leaving in place`);
      saveEntry(entry, io.env);
    });
    await ensureFolder(io, entry);
    step(io, `Storage entry ${name} created`);
    return entry;
  },
  text: () => {},
});

#!/usr/bin/env hokku
import { command, Exit, step, trouble } from "hokku";
import { exclusively } from "hokku/exclusive";
import { changedEntry, PROPERTIES } from "../lib/change.ts";
import { ensureFolder } from "../lib/directory.ts";
import { existingEntry, saveEntry } from "../lib/entry.ts";
import { pairs } from "../lib/metadata.ts";
import { ownerId } from "../lib/owner.ts";

const FLAG = { type: "string", value: "VALUE", summary: "deprecated: name the property instead" } as const;

export default command({
  name: "storage:set",
  summary: `Set or clear a property of a storage entry: ${PROPERTIES.join(", ")}`,
  args: "<name> [<property>] [<value>]",
  flags: {
    "access-mode": FLAG,
    chown: FLAG,
    mode: FLAG,
    namespace: FLAG,
    "reclaim-policy": FLAG,
    size: FLAG,
    "storage-class-name": FLAG,
    annotation: { type: "list", value: "KEY=VALUE", summary: "deprecated: see storage:annotations:set" },
    label: { type: "list", value: "KEY=VALUE", summary: "deprecated: see storage:labels:set" },
  },
  examples: ["dokku storage:set uploads chown heroku", "dokku storage:set uploads reclaim-policy Delete"],
  run: async ({ words: { name, property, value = "" }, flags, io }) => {
    const { annotation, label } = flags;
    const byFlag = PROPERTIES.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]] as const]));
    const usesFlags = byFlag.length + annotation.length + label.length > 0;
    if (property && usesFlags) throw new Exit(2, "storage:set accepts either a property and a value or flags, not both");
    if (!property && !usesFlags) throw new Exit(2, `No property specified; use one of: ${PROPERTIES.join(", ")}`);
    // Contract: Dokku's words.
    if (byFlag.length) trouble("Deprecated: please use 'storage:set <name> <property> [<value>]' instead of flags");
    if (annotation.length + label.length)
      trouble("Deprecated: please use 'storage:annotations:set' and 'storage:labels:set' instead of --annotation and --label");
    const changes = property ? [[property, value] as const] : byFlag;
    for (const [key, wanted] of changes) if (key === "chown" && wanted) await ownerId(io, wanted);
    const maps = { ...(annotation.length && { annotations: pairs(annotation) }), ...(label.length && { labels: pairs(label) }) };
    const { name: known } = existingEntry(name, io.env);
    const entry = await exclusively(io, "storage", `entry.${known}`, () => {
      const next = { ...changes.reduce(changedEntry, existingEntry(known, io.env)), ...maps };
      saveEntry(next, io.env);
      return next;
    });
    if (changes.some(([key]) => key === "chown" || key === "mode")) await ensureFolder(io, entry);
    step(io, `Storage entry ${known} updated`);
    return entry;
  },
  text: () => {},
});

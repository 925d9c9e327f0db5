import { Exit } from "hokku";
import type { Entry } from "./entry.ts";
import { directoryMode } from "./owner.ts";

/** What `storage:set` changes, with the entry's field for it. */
const FIELDS = {
  "access-mode": "access_mode",
  chown: "chown",
  mode: "mode",
  namespace: "namespace",
  "reclaim-policy": "reclaim_policy",
  size: "size",
  "storage-class-name": "storage_class",
} as const;

export const PROPERTIES = ["access-mode", "chown", "mode", "namespace", "reclaim-policy", "size", "storage-class-name"] as const;

/** The entry with one property changed; an empty value takes it away. */
export function changedEntry(entry: Entry, [property, value]: readonly [string, string]): Entry {
  const known = PROPERTIES.find((name) => name === property);
  if (!known) throw new Exit(1, `Invalid property specified, valid properties include: ${PROPERTIES.join(", ")}`);
  if (/\p{Cc}/u.test(value)) throw new Exit(1, `${property} takes one line of text`);
  const fixed = known === "access-mode" || known === "storage-class-name";
  if (fixed && value !== (entry[FIELDS[known]] ?? ""))
    throw new Exit(1, `storage:set cannot change ${known} in place; recreate the entry`);
  return { ...entry, [FIELDS[known]]: known === "mode" && value ? directoryMode(value) : value };
}

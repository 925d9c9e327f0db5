import { Exit } from "hokku";
import type { Entry } from "./entry.ts";

/** What people write on an entry. */
export type Kind = "annotations" | "labels";

/** Refuses what cannot be a key. */
export function metadataKey(key: string): string {
  if (/^[A-Za-z0-9][\w./-]{0,252}$/.test(key)) return key;
  throw new Exit(
    1,
    `${JSON.stringify(key)} cannot be a key: use letters, digits, "_", ".", "/" and "-", beginning with a letter or digit`,
  );
}

/** `key=value` words, each perhaps several with commas, as a map. */
export function pairs(words: readonly string[]): Record<string, string> {
  const each = words.flatMap((text) => text.split(","));
  return Object.fromEntries(
    each.map((text) => {
      const [, key, value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (key === undefined) throw new Exit(1, `expected key=value, not ${JSON.stringify(text)}`);
      return [metadataKey(key), value];
    }),
  );
}

/** The entry with one key set, or taken away where the value is empty. */
export function withKey(entry: Entry, kind: Kind, key: string, value: string): Entry {
  const { [kind]: old = {}, ...bare } = entry;
  const { [key]: _gone, ...rest } = old;
  const all = value ? { ...rest, [key]: value } : rest;
  return Object.keys(all).length ? { ...bare, [kind]: all } : bare;
}

/** The metadata of an entry as rows for people, keys as they are. */
export function rows(entry: Entry, kind: Kind): string {
  const all = Object.entries(entry[kind] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const label = (key: string) => `${kind === "labels" ? "Label" : "Annotation"} ${key}:`;
  const width = Math.max(31, ...all.map(([key]) => label(key).length));
  return all.map(([key, value]) => `       ${label(key).padEnd(width)}${value}\n`).join("");
}

import { command, Exit, headline, step, write } from "hokku";
import { exclusively } from "hokku/exclusive";
import { entries, existingEntry, saveEntry } from "./entry.ts";
import { type Kind, metadataKey, rows, withKey } from "./metadata.ts";

/** `storage:annotations:set` and `storage:labels:set`: one key of an entry, unset without a value. */
export const setCommand = (kind: Kind) =>
  command({
    name: `storage:${kind}:set`,
    summary: `Set or clear one of the ${kind} of a storage entry`,
    args: "<name> <key> [<value>]",
    missing: { key: `No ${kind.slice(0, -1)} key specified` },
    examples: [`dokku storage:${kind}:set uploads example.com/owner web-team`],
    verbatim: true,
    run: async ({ words: { name, key, value = "" }, io }) => {
      metadataKey(key);
      if (/\p{Cc}/u.test(value)) throw new Exit(1, `${key} takes one line of text`);
      const one = `${kind.slice(0, -1)} ${key}`;
      const { name: known } = existingEntry(name, io.env);
      headline(io, value ? `Setting ${one} to ${value}` : `Unsetting ${one}`);
      return exclusively(io, "storage", `entry.${known}`, () => {
        const entry = withKey(existingEntry(known, io.env), kind, key, value);
        saveEntry(entry, io.env);
        return mapOf(entry[kind]);
      });
    },
    text: () => {},
  });

/**
 * `storage:annotations:report` and `storage:labels:report`, of one entry or of all. `--storage-labels.<key>` prints one bare
 * value. JSON is the map of the one entry, or the maps of all by name.
 */
export function reportCommand(kind: Kind) {
  const flag = `--storage-${kind}.`;
  return command({
    name: `storage:${kind}:report`,
    summary: `Show the ${kind} of one storage entry or of all`,
    reads: true,
    args: "[<name>] [<key>]",
    arrange: (given) => {
      const asked = given.filter((word) => word.startsWith(flag));
      if (asked.length > 1) throw new Exit(2, `storage:${kind}:report shows one value at a time, not ${asked.join(" ")}`);
      const rest = given.filter((word) => !word.startsWith(flag));
      if (asked.length && rest.every((word) => word.startsWith("-")))
        throw new Exit(2, `${asked[0]}: say of which storage entry`);
      return [...rest, ...(asked.length ? ["--", ...asked] : [])];
    },
    run: ({ words: { name, key }, io }) => {
      const wanted = name ? [existingEntry(name, io.env)] : entries(io.env);
      const maps = wanted.map((entry) => entry[kind] ?? {});
      const value = key && maps[0]?.[key.slice(flag.length)];
      if (key && value === undefined) throw new Exit(1, `Invalid flag passed, valid flags: ${valid(maps, flag)}`);
      const all = () => new Map(wanted.map((entry, at) => [entry.name, mapOf(maps[at])]));
      return { wanted, value, toJSON: () => value ?? (name ? mapOf(maps[0]) : all()) };
    },
    text: ({ wanted, value }, io) => {
      if (value !== undefined) return write(io, `${value}\n`);
      if (!wanted.length) step(io, "No storage entries registered");
      for (const entry of wanted) {
        headline(io, `${entry.name} ${kind} information`);
        write(io, rows(entry, kind));
      }
    },
  });
}

/** Keys of people stay as they are. */
const mapOf = (metadata: Readonly<Record<string, string>> = {}): Map<string, string> => new Map(Object.entries(metadata));

const valid = (all: readonly object[], flag: string): string =>
  all.flatMap((map) => Object.keys(map).map((key) => flag + key)).join(", ") || "none";

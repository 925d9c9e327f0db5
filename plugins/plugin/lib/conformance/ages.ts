import { join } from "node:path";
import type { Io } from "hokku";
import { readText } from "hokku/files";
import { output } from "hokku/run";
import { manifestOf } from "../manifest.ts";
import { isWithin } from "../needs.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** A release of Dokku whose words are written down, the oldest first, and until when a plugin that changed last is of its time. */
const AGES = [
  { release: "0.2.0", until: "2014-04-09", isEarly: true }, // 0.2.3 no longer passed the image
  { release: "0.3.26", until: "2015-09-19", isEarly: true }, // 0.4.0 brought plugin.toml
  { release: "0.4.6", until: "2016-03-26", isEarly: false },
  { release: "0.30.0", until: "2023-08-14", isEarly: false },
  { release: "0.38.27", until: "9999-12-31", isEarly: false },
] as const;

/** The words that each release fired triggers with, by release and trigger. */
function recordedWords(): Map<string, Map<string, string[]>> {
  const text = readText(join(import.meta.dirname, "ages.tsv")) ?? "";
  const [[, ...releases] = [], ...rows] = text
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split("\t"));
  return new Map(
    releases.map((release, at) => {
      const fired = rows.flatMap(([trigger = "", ...cells]) => {
        const words = cells[at];
        return words && words !== "-" ? [[trigger, words.split(" ").map((word) => (word === '""' ? "" : word))] as const] : [];
      });
      return [release, new Map(fired)];
    }),
  );
}

/** What a release of Dokku passed to a trigger's hooks; undefined where it fired none, or nobody wrote it down. */
export const wordsOfAge = (release: string, trigger: string): string[] | undefined => recordedWords().get(release)?.get(trigger);

/**
 * The release of Dokku that a plugin was written for, as far as that can be told: by the range that its `plugin.toml` names, and by when it changed
 * last; the newest of its kind where it is no repository.
 */
export async function ageOf(io: Io, folder: string): Promise<string> {
  const isEarly = !existsSync(join(folder, "plugin.toml"));
  const ages = AGES.filter((age) => age.isEarly === isEarly && isMeant(age.release, folder));
  const isRepository = existsSync(join(folder, ".git"));
  const changed = isRepository ? await output(io, "git", ["-C", folder, "log", "-1", "--format=%cs"]).catch(() => "") : "";
  const { release } = ages.find(({ until }) => changed && changed.trim() < until) ?? ages.at(-1) ?? AGES[4];
  return release;
}

/** Whether it says that it is for that release, or nothing that can be read. */
function isMeant(release: string, folder: string): boolean {
  try {
    return isWithin(release, manifestOf(folder).dokku, "dokku");
  } catch {
    return true;
  }
}

import { join } from "node:path";
import type { Io } from "hokku";
import { isCore, pluginName } from "hokku/plugin-list";
import { givesWay } from "./places.ts";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** A plugin that somebody has published. */
export interface Known {
  readonly name: string;
  readonly url: string;
  /** What it is for. */
  readonly purpose: string;
  /** The year of its last commit, when the table was renewed. */
  readonly lastCommit: number;
  /** For which Dokku it was written. */
  readonly age: string;
  /** What was seen when it was tried; "" where it was not. */
  readonly seen: string;
  /** The command that installs it. */
  readonly install: string;
}

/** All plugins of the table that comes with this release, by repository. */
export function knownPlugins(env: Io["env"]): Known[] {
  const lines = readFileSync(join(import.meta.dirname, "known.tsv"), "utf8").split("\n");
  return lines.filter((line) => line && !line.startsWith("#")).map((line) => known(line.split("\t"), env));
}

function known([repository = "", year = "", age = "", purpose = "", seen = ""]: string[], env: Io["env"]): Known {
  const [name, url] = [pluginName(repository), `https://github.com/${repository}.git`];
  // A plugin of the host does not take the place of one of ours.
  const install = `dokku plugin:install ${isCore(name, env) && !givesWay(name, env) ? `--name other-${name} ` : ""}${url}`;
  return { name, url, purpose, lastCommit: Number(year), age, seen, install };
}

/** Those that have all these words in their name, address or purpose, in any case of letters. */
export function found(plugins: readonly Known[], words: readonly string[]): Known[] {
  const has = ({ url, purpose }: Known, word: string) => `${url} ${purpose}`.toLowerCase().includes(word.toLowerCase());
  return plugins.filter((plugin) => words.every((word) => has(plugin, word)));
}

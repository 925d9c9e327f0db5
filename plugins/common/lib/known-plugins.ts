import { join } from "node:path";
import type { Io } from "../../../core/execute.ts";
import { readText } from "./files.ts";
import { givesWay, isCore, pluginName } from "./plugin-list.ts";

/** A plugin that somebody has published. */
export interface Known {
  /** What its commands begin with. */
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
  const lines = (readText(join(import.meta.dirname, "known-plugins.tsv")) ?? "").split("\n");
  return lines.filter((line) => line && !line.startsWith("#")).map((line) => known(line.split("\t"), env));
}

function known([name = "", repository = "", year = "", age = "", purpose = "", seen = ""]: string[], env: Io["env"]): Known {
  const url = `https://github.com/${repository}.git`;
  // A plugin of the host does not take the place of one of ours.
  const called = isCore(name, env) && !givesWay(name, env) ? `other-${name}` : name;
  const install = `dokku plugin:install ${called === pluginName(url) ? "" : `--name ${called} `}${url}`;
  return { name, url, purpose, lastCommit: Number(year), age, seen, install };
}

/** Of those with one name, the one that most people mean: Dokku's own, else the community's, else the one that was looked after last. */
export function preferred(plugins: readonly Known[]): Known | undefined {
  const newest = plugins.toSorted((a, b) => b.lastCommit - a.lastCommit);
  const by = (owner: string) => newest.find(({ url }) => url.includes(`/${owner}/`));
  return by("dokku") ?? by("dokku-community") ?? newest[0];
}

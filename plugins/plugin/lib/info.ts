import { Exit, type Io } from "hokku";
import { readText } from "hokku/files";
import { type Known, knownPlugins } from "hokku/known-plugins";
import { listPlugins, type Plugin } from "hokku/plugin-list";
import { suggest } from "hokku/suggest";
import { commandsOf, filesOf, hooksOf } from "./conformance/source.ts";
import { gitSource } from "./git-source.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { verified } from "./verify.ts";

/** A plugin as it is on this host. */
export interface Installed {
  readonly version: string;
  readonly enabled: boolean;
  readonly core: boolean;
  readonly description: string;
  readonly url: string;
  readonly commit: string;
  /** As `plugin:verify` has it; "" for one of ours. */
  readonly lock: string;
  readonly hooks: readonly string[];
  readonly commands: readonly string[];
  /** What it declares that it reaches; undefined where it does not say, or what it says cannot be read. */
  readonly reaches: Manifest["reaches"];
}

/** All that is known of a plugin: as it is installed, and of each that was published under that name. */
export interface Info {
  readonly plugin: string;
  readonly installed?: Installed;
  readonly known: readonly Known[];
}

export async function info(io: Io, plugin: string): Promise<Info> {
  const here = listPlugins(io.env).find(({ name }) => name === plugin);
  const all = knownPlugins(io.env);
  const known = all.filter(({ name }) => name === plugin);
  if (here) return { plugin, installed: await installed(io, here), known: here.core ? [] : known };
  if (known.length) return { plugin, known };
  const near = suggest(
    plugin,
    all.map(({ name }) => name),
  );
  const hint = near.length ? `did you mean ${near.join(" or ")}?` : "see: dokku plugin:search";
  throw new Exit(1, `There is no plugin ${plugin} here, and none is known; ${hint}`);
}

async function installed(io: Io, { name, version, enabled, core, description, folder }: Plugin): Promise<Installed> {
  const files = filesOf(folder);
  const { source_url: url, committish: commit } = await gitSource(io, core ? undefined : folder);
  return {
    ...{ version, enabled, core, description, url, commit },
    lock: core ? "" : (await verified(io, name)).state,
    hooks: hooksOf(files).map(({ path }) => path.replace(/\.ts$/, "")),
    commands: [...commandsOf(name, files), ...inCommandsFile(readText(`${folder}/commands`) ?? "", name)].sort(),
    reaches: reachesOf(folder),
  };
}

/** Those that a plugin from before subcommands names in its `commands`. */
const inCommandsFile = (text: string, name: string): string[] => {
  const words = text.split(/[^\w:-]+/).filter((word) => word.startsWith(`${name}:`) && /:[a-z][\w:-]*$/.test(word));
  return [...new Set(words)];
};

function reachesOf(folder: string): Manifest["reaches"] {
  try {
    return manifestOf(folder).reaches;
  } catch (error) {
    if (error instanceof Exit) return undefined;
    throw error;
  }
}

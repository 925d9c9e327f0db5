import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "glob";
import { catalogue } from "../../../hooks/catalogue.ts";
import { checkout } from "../declared.ts";

/** What a plugin has to do with triggers, and how many commands it answers. */
export interface PluginFacts {
  readonly fires: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
  readonly commands: number;
}

const isTrigger = (name: string): boolean => Object.hasOwn(catalogue, name);
const read = (file: string): string => readFileSync(join(checkout, file), "utf8");

/** Files below the checkout; of links, those that lead to one. */
const found = (pattern: string): string[] =>
  globSync(pattern, { cwd: checkout, posix: true })
    .filter((file) => statSync(join(checkout, file)).isFile())
    .sort();

/** A trigger by its name, fired or asked, in TypeScript, through a function of the plugin's own or not, and in bash. */
const CALLS = [
  /\b(?:trigger|answer|others|listeners|hooks|capture|runHooks|rebuild)\([^"`;]{0,120}?"([a-z][a-z0-9-]*)"(?: : "([a-z][a-z0-9-]*)")?/g,
  /\b(?:plugn trigger|fn-hokku-ask (?:"[^"]*"|\S+)) ([a-z][a-z0-9-]*)/g,
];

/** The triggers that the text of a program fires. */
export const firedIn = (text: string): string[] =>
  CALLS.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, ...names]) => names)).filter(
    (name) => name !== undefined && isTrigger(name),
  );

/** Every plugin of ours, `common` too, as its files say. */
export function pluginFacts(): Map<string, PluginFacts> {
  const names = found("plugins/*/plugin.toml").map((file) => file.split("/")[1] ?? "");
  return new Map(names.map((name) => [name, factsOf(name)]));
}

function factsOf(plugin: string): PluginFacts {
  const files = found(`plugins/${plugin}/**/*`).filter((file) => /\.ts$|\/[\w-]+$/.test(file));
  const hooks = found(`plugins/${plugin}/*`).map((file) => file.split("/")[2]?.replace(/\.ts$/, "") ?? "");
  return {
    fires: new Set(files.flatMap((file) => firedIn(read(file)))),
    answers: new Set(hooks.filter(isTrigger)),
    commands: found(`plugins/${plugin}/{subcommands,root-subcommands,local-subcommands}/*`).length,
  };
}

/** What the folders core/ and hooks/ hold, and how much plugins share. */
export function roomFacts() {
  const code = (file: string) =>
    read(file)
      .split("\n")
      .filter((line) => !/^\s*($|\/\/|\/\*|\*)/.test(line)).length;
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  const kinds = Map.groupBy(Object.values(catalogue), ({ combine }) => combine);
  return {
    coreLines: sum(found("core/*.ts").map(code)),
    coreFires: new Set(found("core/*.ts").flatMap((file) => firedIn(read(file)))),
    hooksFire: new Set(found("hooks/*.ts").flatMap((file) => firedIn(read(file)))),
    triggers: Object.keys(catalogue).length,
    kinds: [...kinds].map(([kind, all]): [string, number] => [kind, all.length]),
    modules: found("plugins/common/lib/*.ts").length,
  };
}

#!/usr/bin/env hokku
import { command, type Io, trouble, write } from "hokku";
import { listPlugins } from "hokku/plugin-list";
import { lockFile, readLock } from "../lib/lock-file.ts";
import { validName } from "../lib/source.ts";
import { type Verified, verified } from "../lib/verify.ts";

/** Contract: exit code 1 where something differs, the answer being complete all the same. */
export default command({
  name: "plugin:verify",
  summary: "Find out what has changed in plugins since they were installed or updated",
  args: "[<plugins>...]",
  reads: true,
  examples: ["dokku plugin:verify", "dokku plugin:verify redis --json"],
  run: async ({ words: { plugins }, io }) => {
    const { plugins: locked, broken } = readLock(io.env);
    const names = plugins.length ? plugins.map((name) => validName(name, "")) : all(Object.keys(locked), io);
    const found: Verified[] = [];
    for (const name of new Set(names)) found.push(await verified(io, name));
    if (broken) trouble(`${lockFile(io.env)} tells nothing: ${broken}`);
    if (broken || found.some(({ state }) => state === "differs")) process.exitCode = 1;
    return found;
  },
  text: (found, io) => {
    for (const one of found) write(io, `${one.plugin}: ${one.state}\n${details(one)}`);
  },
});

const all = (locked: readonly string[], { env }: Io): string[] => {
  const there = listPlugins(env).filter(({ core }) => !core);
  return [...new Set([...there.map(({ name }) => name), ...locked])].sort();
};

/** At most so many files of a kind are named to people; JSON has all of them. */
const SHOWN = 20;

function details({ differences, changed, added, missing }: Verified): string {
  const files = Object.entries({ changed, added, missing }).flatMap(([what, paths]) => [
    ...paths.slice(0, SHOWN).map((path) => `${what} ${path}`),
    ...(paths.length > SHOWN ? [`${paths.length - SHOWN} more ${what}; --json names all of them`] : []),
  ]);
  return [...differences, ...files].map((line) => `  ${line}\n`).join("");
}

import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { detail, Exit, type Io } from "hokku";
import { replaceFile } from "hokku/files";
import { output } from "hokku/run";
import { isTerminal } from "hokku/terminal";
import { type Manifest, manifestOf, REACHES, type Reach } from "./manifest.ts";
import { asOwner } from "./own.ts";
import { available } from "./places.ts";

const { existsSync, rmSync } = process.getBuiltinModule("node:fs");

/** Where hooks/held looks for what a plugin has declared: root's file, as the plugins' own are not. */
const reachFile = (name: string, { PLUGIN_PATH = "" }: Io["env"]): string => join(PLUGIN_PATH, ".reach", name);

/** Holds a plugin to what it declares from now on, or to nothing where it declares nothing or is gone. */
export async function hold(io: Io, name: string): Promise<void> {
  const folder = available(name, io.env);
  const { reaches } = existsSync(folder) ? manifestOf(folder) : {};
  if (!reaches) return rmSync(reachFile(name, io.env), { force: true });
  const spaces = await hasSpaces(io);
  if (!spaces) detail(io, `This host gives its users no namespaces, so ${name} is held to less; see docs/plugin-trust.md`);
  replaceFile(reachFile(name, io.env), `${[...reaches, ...(spaces ? ["spaces"] : [])].join(" ")}\n`);
}

/** Whether the user who owns the apps may have namespaces of their own, as hooks/held makes them. */
async function hasSpaces(io: Io): Promise<boolean> {
  const inner = ["unshare", "--user", "--map-user=1", "--map-group=1", "true"];
  const [file, words] = asOwner(["unshare", "--user", "--map-root-user", "--net", "--mount", ...inner], io);
  return output(io, file, words).then(
    () => true,
    () => false,
  );
}

/** What a plugin reaches, in lines for people. */
export const saidReach = (reaches: readonly Reach[]): string[] =>
  reaches.length ? reaches.map((word) => `${word.padEnd(8)} ${REACHES[word]}`) : ["nothing but its own files"];

/**
 * Shows what a plugin declares that it reaches, and on a terminal asks whether that is wanted. One that declares nothing is installed as Dokku does,
 * without a question, and so is every plugin where nobody is there to answer.
 */
export async function agreed(io: Io, name: string, { reaches }: Manifest, yes: boolean): Promise<void> {
  if (!reaches) return;
  detail(io, `${name} reaches:`);
  for (const line of saidReach(reaches)) detail(io, `  ${line}`);
  if (yes || !isTerminal(io) || !process.getBuiltinModule("node:tty").isatty(0)) return;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const said = await lines.question(`Install ${name}? [y/N] `).finally(() => lines.close());
  if (!/^y(es)?$/i.test(said.trim())) throw new Exit(1, `${name} was not installed; --yes installs it without a question`);
}

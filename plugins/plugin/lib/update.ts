import { join } from "node:path";
import { Exit, type Io, step, trouble } from "hokku";
import { admitted } from "./admit.ts";
import { git, pull } from "./git.ts";
import { type Manifest, manifestFrom, manifestOf } from "./manifest.ts";
import { available, linkedTo } from "./places.ts";
import { refuseWorse, wrongFiles } from "./smoke.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Where a plugin was and where it is, or would be; what a branch is called where it is on one. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly branch: string;
}

/** What an update would bring. */
export interface Plan extends Move {
  /** The commits, newest first, as a line each. */
  readonly commits: readonly string[];
  readonly reaches: Manifest["reaches"];
  readonly wouldReach: Manifest["reaches"];
}

/** Fetches, and finds out what an update would bring; none of the plugin's files changes. */
export async function plan(io: Io, name: string, ref?: string): Promise<Plan | undefined> {
  if (staysAsItIs(io, name)) return undefined;
  const move = await target(io, name, ref);
  const { from, to } = move;
  const folder = available(name, io.env);
  const log = await git(io, folder, "log", "--no-color", "--format=%h %s", `${from}..${to}`);
  const toml = await git(io, folder, "show", `${to}:plugin.toml`).catch(() => "");
  const { reaches: wouldReach } = manifestFrom(toml, `plugin.toml of ${name} at ${to.slice(0, 10)}`);
  return { ...move, commits: log.split("\n").filter(Boolean), reaches: manifestOf(folder).reaches, wouldReach };
}

/**
 * Brings a plugin to the newest state of its branch, or to a branch, tag or commit. It is back where it was when this throws: where the new
 * commit is for another Hokku, stands in a circle with others, or holds code that is none.
 */
export async function update(io: Io, name: string, ref?: string): Promise<Move | undefined> {
  if (staysAsItIs(io, name)) return undefined;
  step(io, `Updating ${name}${ref ? ` to ${ref}` : ""}`);
  const move = await target(io, name, ref);
  const folder = available(name, io.env);
  const before = await wrongFiles(io, folder);
  try {
    await checkOut(io, name, move.to, move.branch);
    admitted(io, name, folder);
    refuseWorse(before, await wrongFiles(io, folder));
  } catch (error) {
    await goBack(io, name, move);
    throw error;
  }
  return move;
}

/** Brings it back to the commit from which it came. */
export const goBack = (io: Io, name: string, { from, branch }: Move): Promise<void> => checkOut(io, name, from, branch);

/** Whether git has no part in it, which is said. */
function staysAsItIs(io: Io, name: string): boolean {
  const linked = linkedTo(name, io.env);
  if (linked) trouble(`${name} is linked to ${linked}, whose owner changes it, and stays as it is`);
  else if (existsSync(join(available(name, io.env), ".git"))) return false;
  else trouble(`${name} did not come by git and stays as it is`);
  return true;
}

/** Fetches, and answers where the plugin is and is to go. */
async function target(io: Io, name: string, ref?: string): Promise<Move> {
  const folder = available(name, io.env);
  if (ref?.startsWith("-")) throw new Exit(2, `plugin:update: ${ref} is no branch, tag or commit`);
  await pull(io, folder, "fetch", "--quiet", "--tags", "--force", "origin");
  const from = await git(io, folder, "rev-parse", "HEAD");
  const wanted = ref ?? (await git(io, folder, "rev-parse", "--abbrev-ref", "HEAD"));
  if (wanted === "HEAD") {
    trouble(`${name} is at a fixed commit; name a branch or tag: dokku plugin:update ${name} <ref>`);
    return { from, to: from, branch: "" };
  }
  const branch = await git(io, folder, "rev-parse", "--verify", "--quiet", `refs/remotes/origin/${wanted}`).catch(() => "");
  if (branch) return { from, to: branch, branch: wanted };
  return { from, to: await git(io, folder, "rev-parse", "--verify", `${wanted}^{commit}`), branch: "" };
}

async function checkOut(io: Io, name: string, commit: string, branch: string): Promise<void> {
  const folder = available(name, io.env);
  await git(io, folder, "checkout", "--quiet", "--force", ...(branch ? ["-B", branch] : ["--detach"]), commit, "--");
  await pull(io, folder, "submodule", "--quiet", "update", "--init", "--recursive");
}

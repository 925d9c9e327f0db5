import { join } from "node:path";
import { Exit, type Io, step, trouble } from "hokku";
import { output } from "hokku/run";
import { available, linkedTo } from "./places.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Brings a plugin to the newest state of its branch, or to a branch, tag or commit. Answers the commit it is at then. */
export async function update(io: Io, name: string, ref?: string): Promise<string | undefined> {
  const folder = available(name, io.env);
  const linked = linkedTo(name, io.env);
  if (linked) return void trouble(`${name} is linked to ${linked}, whose owner changes it, and stays as it is`);
  if (!existsSync(join(folder, ".git"))) return void trouble(`${name} did not come by git and stays as it is`);
  if (ref?.startsWith("-")) throw new Exit(2, `plugin:update: ${ref} is no branch, tag or commit`);
  // The files belong to the user who owns the apps, and we are root: git asks to be told that this is meant.
  const git = (...words: string[]) => output(io, "git", ["-c", "safe.directory=*", "-C", folder, ...words]);
  step(io, `Updating ${name}${ref ? ` to ${ref}` : ""}`);
  await git("fetch", "--quiet", "--tags", "--force", "origin");
  const target = ref ?? (await git("rev-parse", "--abbrev-ref", "HEAD"));
  if (target === "HEAD") trouble(`${name} is at a fixed commit; name a branch or tag: dokku plugin:update ${name} <ref>`);
  else {
    const branch = await git("rev-parse", "--verify", "--quiet", `refs/remotes/origin/${target}`).catch(() => "");
    if (branch) await git("checkout", "--quiet", "--force", "-B", target, branch);
    else await git("checkout", "--quiet", "--force", target, "--");
    await git("submodule", "--quiet", "update", "--init", "--recursive");
  }
  return git("rev-parse", "HEAD");
}

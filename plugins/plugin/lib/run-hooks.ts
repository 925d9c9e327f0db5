import { Exit, type Io, trouble } from "hokku";
import { asGrandchild } from "hokku/grandchild";
import { contents, executable, listPlugins } from "hokku/plugin-list";

/** Which plugins' hooks are run. */
export interface Chosen {
  /** Only ours. */
  readonly core?: boolean;
  /** Only this one. */
  readonly name?: string;
}

/**
 * Runs a hook of all enabled plugins and answers the names of those that failed. Unlike a trigger (and unlike Dokku), it goes on
 * after a failure: one broken plugin shall not keep the others from being set up.
 */
export async function runHooks(io: Io, hook: string, args: string[], { core = false, name }: Chosen = {}): Promise<string[]> {
  const failed: string[] = [];
  contents.clear();
  for (const plugin of listPlugins(io.env)) {
    if (!plugin.enabled || (core && !plugin.core) || (name && plugin.name !== name)) continue;
    const file = executable(plugin.folder, hook);
    if (!file) continue;
    const why = await outcome(io, file, args);
    if (why === undefined) continue;
    trouble(`The ${hook} hook of ${plugin.name} failed: ${why}`);
    failed.push(plugin.name);
  }
  return failed;
}

/** Refuses, with exit code 1, to call it done where some have failed. */
export function allDone(hook: string, failed: readonly string[]): void {
  if (failed.length) throw new Exit(1, `The ${hook} hooks of these plugins failed: ${failed.join(", ")}; all others were run`);
}

async function outcome(io: Io, file: string, args: string[]): Promise<string | undefined> {
  try {
    const code = await asGrandchild(io, file, args);
    if (code === 137) return "it, or the shell that ran it, was killed (exit code 137)";
    return code === 0 ? undefined : `exit code ${code}`;
  } catch (error) {
    return (error instanceof Error && error.message) || `exit code ${error instanceof Exit ? error.code : 1}`;
  }
}

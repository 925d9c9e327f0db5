import type { Io } from "../core/execute.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * The program that has to run a file of somebody's plugin, if any: hooks/early for the hooks of a plugin from before 0.4, which has no
 * plugin.toml. `find-hooks` says the same in bash.
 */
export function outside(file: string, { PLUGIN_PATH, PLUGIN_ENABLED_PATH }: Io["env"]): string | undefined {
  const [folder, root] = /^(.+)\/[^/]+\/(?=[^/]+$)/.exec(file) ?? [];
  const early = [PLUGIN_PATH, PLUGIN_ENABLED_PATH].includes(root) && !existsSync(`${folder}plugin.toml`);
  return early ? `${import.meta.dirname}/early` : undefined;
}

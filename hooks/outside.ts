import type { Io } from "../core/execute.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * The program that has to run a file of somebody's plugin, if any: hooks/held where the plugin has declared what it reaches, hooks/early for
 * the hooks of one from before 0.4, which has no plugin.toml. `find-hooks` says the same in bash.
 */
export function outside(file: string, { PLUGIN_PATH = "", PLUGIN_ENABLED_PATH, HOKKU_HELD }: Io["env"]): string | undefined {
  const [, plugin = "", below = ""] = /^\/(?:(?:enabled|available)\/)?([^/]+)(\/.+)$/.exec(file.slice(PLUGIN_PATH.length)) ?? [];
  if (plugin !== HOKKU_HELD && existsSync(`${PLUGIN_PATH}/.reach/${plugin}`)) return `${import.meta.dirname}/held`;
  const [folder, root] = /^(.+)\/[^/]+\/(?=[^/]+$)/.exec(file) ?? [];
  const early =
    below && [PLUGIN_PATH, PLUGIN_ENABLED_PATH].includes(root) && !file.endsWith(".ts") && !existsSync(`${folder}plugin.toml`);
  return early ? `${import.meta.dirname}/early` : undefined;
}

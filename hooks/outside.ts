import type { Io } from "../core/execute.ts";

const { closeSync, existsSync, openSync, readSync } = process.getBuiltinModule("node:fs");

/**
 * The program that has to run a file of somebody's plugin, if any: hooks/held where the plugin has declared what it reaches, hooks/early for
 * the hooks of one from before 0.4, which has no plugin.toml, bash for a script without a first line that names one. `find-hooks` says the same
 * in bash.
 */
export function outside(file: string, { PLUGIN_PATH = "", PLUGIN_ENABLED_PATH, HOKKU_HELD }: Io["env"]): string | undefined {
  const [, plugin = "", below = ""] = /^\/(?:(?:enabled|available)\/)?([^/]+)(\/.+)$/.exec(file.slice(PLUGIN_PATH.length)) ?? [];
  if (plugin !== HOKKU_HELD && existsSync(`${PLUGIN_PATH}/.reach/${plugin}`)) return `${import.meta.dirname}/held`;
  const [folder, root] = /^(.+)\/[^/]+\/(?=[^/]+$)/.exec(file) ?? [];
  const early =
    below && [PLUGIN_PATH, PLUGIN_ENABLED_PATH].includes(root) && !file.endsWith(".ts") && !existsSync(`${folder}plugin.toml`);
  if (early) return `${import.meta.dirname}/early`;
  return isUnnamed(file) ? "bash" : undefined;
}

/** Whether a file is neither a script that names its program nor one itself: a shell runs such a one as it is, and `sh` is not what its author had. */
function isUnnamed(file: string): boolean {
  const start = Buffer.alloc(4);
  const opened = openSync(file, "r");
  try {
    readSync(opened, start);
  } finally {
    closeSync(opened);
  }
  return !file.endsWith(".ts") && start.toString("latin1", 0, 2) !== "#!" && start.toString("latin1") !== "\x7fELF";
}

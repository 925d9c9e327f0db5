import type { Io } from "hokku";
import { executable, listPlugins } from "hokku/plugin-list";
import { recorded } from "hokku/recorded";
import settings from "./settings.ts";

/** How long a hook takes, by what is still in the trace; times in ms. */
export interface Timed {
  readonly plugin: string;
  readonly hook: string;
  readonly runs: number;
  readonly median: number;
  readonly slowest: number;
  /** How many runs took longer than the budget. */
  readonly overBudget: number;
}

/** The hooks of one plugin, or of all that are the host's own, the slowest first. */
export function medians({ env }: Io, name?: string): Timed[] {
  const plugins = listPlugins(env).filter((plugin) => (name ? plugin.name === name : !plugin.core));
  const folders = new Map(plugins.map((plugin) => [plugin.name, plugin.folder]));
  const steps = recorded(env).flatMap((request) => request.steps);
  const ofHooks = steps.filter(({ plugin, hook }) => folders.has(plugin) && executable(folders.get(plugin) ?? "", hook));
  const budget = Number(settings.of("--global", "hook-budget-milliseconds", env)) || Number.POSITIVE_INFINITY;
  const grouped = [...Map.groupBy(ofHooks, ({ plugin, hook }) => `${plugin} ${hook}`).values()];
  return grouped.map((runs) => timed(runs, budget)).sort((a, b) => b.median - a.median);
}

function timed(runs: readonly { readonly plugin: string; readonly hook: string; readonly ms: number }[], budget: number): Timed {
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const { plugin = "", hook = "" } = runs[0] ?? {};
  const median = ((times[(times.length - 1) >> 1] ?? 0) + (times[times.length >> 1] ?? 0)) / 2;
  const overBudget = times.filter((ms) => ms > budget).length;
  return { plugin, hook, runs: times.length, median, slowest: times.at(-1) ?? 0, overBudget };
}

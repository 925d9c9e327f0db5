import type { Io } from "hokku";
import type { AppBuilder } from "hokku/builder";
import { exported, plugins } from "hokku/plugin-list";

/** The builder of that name, by the plugin that is called after it; nothing where that answers triggers itself. */
export const builderNamed = (name: string, env: Io["env"]): Promise<AppBuilder | undefined> =>
  exported(plugins(env).get(`builder-${name}`), "builder.ts");

/** All builders of the host in TypeScript, by name. */
export async function allBuilders(env: Io["env"]): Promise<Map<string, AppBuilder>> {
  const names = [...plugins(env).keys()].flatMap((plugin) => (plugin.startsWith("builder-") ? plugin.slice(8) : []));
  const all = await Promise.all(names.map(async (name) => [name, await builderNamed(name, env)] as const));
  return new Map(all.flatMap(([name, builder]) => (builder ? [[name, builder]] : [])));
}

/** Names of builders in TypeScript that want a source, each behind its rank: who gives way comes last, the others by their plugins' names. */
export async function wanting(io: Io, app: string, source: string): Promise<[rank: string, name: string][]> {
  const found: [rank: string, name: string][] = [];
  for (const [name, { detect, givesWay = false }] of await allBuilders(io.env))
    if (await detect?.(io, app, source)) found.push([`${Number(givesWay)}builder-${name}`, name]);
  return found.sort();
}

#!/usr/bin/env hokku
import { command, detail, Exit, type Io, step, trouble } from "hokku";
import { contents, listPlugins } from "hokku/plugin-list";
import { lock } from "../lib/lock-file.ts";
import { writeOrder } from "../lib/order.ts";
import { giveBack } from "../lib/own.ts";
import { hostsOwn } from "../lib/places.ts";
import { hold, saidReach } from "../lib/reach.ts";
import { allDone, runHooks } from "../lib/run-hooks.ts";
import { goBack, type Move, plan, update } from "../lib/update.ts";

/** Without a name all plugins of the host are updated; one that cannot be is named, and the others go on. */
export default command({
  name: "plugin:update",
  summary: "Fetch newer code of a plugin, or of all, and run the update hooks",
  args: "[<plugin>] [<ref>]",
  flags: { plan: { type: "boolean", summary: "show the commits that would come and what they would reach, and change nothing" } },
  examples: ["dokku plugin:update", "dokku plugin:update redis 1.41.0", "dokku plugin:update redis --plan"],
  run: async ({ words: { plugin, ref }, flags, io }) => {
    const own = listPlugins(io.env).filter(({ core, enabled }) => enabled && !core);
    const names = plugin ? [updatable(plugin, io.env)] : own.map(({ name }) => name);
    if (flags.plan) {
      const { done, failed } = await each(names, (name) => plan(io, name, ref));
      if (failed.length) throw new Exit(1, `What would come was not found out of: ${failed.join(", ")}`);
      return [...done].flatMap(([name, found]) => (found ? [{ plugin: name, ...found }] : []));
    }
    const { done, failed } = await each(names, (name) => update(io, name, ref));
    if (plugin && failed.length) throw new Exit(1, `${plugin} is as it was`);
    contents.clear();
    const broken = await runHooks(io, "update", []);
    for (const name of broken) await back(io, name, done.get(name));
    await giveBack(io);
    for (const [name, move] of done) if (move) await settle(io, name);
    await writeOrder(io);
    allDone("update", broken);
    if (failed.length) throw new Exit(1, `These plugins are as they were: ${failed.join(", ")}`);
    return new Map([...done].map(([name, move]) => [name, move?.to]));
  },
  text: (found, io) => {
    if (!Array.isArray(found)) return;
    for (const { plugin, from, to, commits, reaches, wouldReach } of found) {
      step(io, `${plugin}: ${from === to ? "nothing new" : `${from.slice(0, 10)} to ${to.slice(0, 10)}`}`);
      for (const commit of commits) detail(io, commit);
      if (String(reaches) === String(wouldReach)) continue;
      detail(io, "It would reach:");
      for (const line of wouldReach ? saidReach(wouldReach) : ["all that its user may, as it would no longer say"])
        detail(io, `  ${line}`);
    }
  },
});

/** Refuses what cannot be updated. Contract: Dokku's words, which scripts look for. */
function updatable(plugin: string, env: Io["env"]): string {
  if (!/^[\w-]+$/.test(plugin)) throw new Exit(1, `Invalid plugin name specified: ${JSON.stringify(plugin.slice(0, 80))}`);
  const found = listPlugins(env).find(({ name }) => name === plugin);
  if (!found?.enabled) throw new Exit(1, `Specified plugin not enabled or installed: ${plugin}; see: dokku plugin:list`);
  if (found.core)
    throw new Exit(1, `${plugin} belongs to Hokku itself: please update Dokku instead, that is Hokku, by scripts/install`);
  return hostsOwn(plugin, env);
}

async function each<T>(names: readonly string[], work: (name: string) => Promise<T>) {
  const [done, failed] = [new Map<string, T>(), [] as string[]];
  for (const name of names) {
    try {
      done.set(name, await work(name));
    } catch (error) {
      trouble(`${name} could not be updated: ${error instanceof Error ? error.message : error}`);
      failed.push(name);
    }
  }
  return { done, failed };
}

/** One whose new code fails is as it was; what its hook has done until then stays. */
async function back(io: Io, name: string, move: Move | undefined): Promise<void> {
  if (!move || move.from === move.to) return;
  await goBack(io, name, move);
  trouble(`${name} is back at ${move.from.slice(0, 10)}`);
}

async function settle(io: Io, name: string): Promise<void> {
  await hold(io, name);
  await lock(io, name);
}

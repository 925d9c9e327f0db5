#!/usr/bin/env hokku
import { command, Exit, trigger, trouble } from "hokku";
import { contents, listPlugins } from "hokku/plugin-list";
import { lock } from "../lib/lock-file.ts";
import { giveBack } from "../lib/own.ts";
import { hostsOwn } from "../lib/places.ts";
import { validName } from "../lib/source.ts";
import { update } from "../lib/update.ts";

/** Without a name all plugins of the host are updated; one that cannot be is named, and the others go on. */
export default command({
  name: "plugin:update",
  summary: "Fetch newer code of a plugin, or of all, and run the update hooks",
  args: "[<plugin>] [<ref>]",
  examples: ["dokku plugin:update", "dokku plugin:update redis 1.41.0"],
  run: async ({ words: { plugin, ref }, io }) => {
    const own = listPlugins(io.env).filter(({ core, enabled }) => enabled && !core);
    const names = plugin ? [hostsOwn(validName(plugin), io.env)] : own.map(({ name }) => name);
    const failed: string[] = [];
    const updated = new Map<string, string | undefined>();
    for (const name of names) {
      try {
        updated.set(name, await update(io, name, ref));
      } catch (error) {
        trouble(`${name} could not be updated: ${error instanceof Error ? error.message : error}`);
        failed.push(name);
      }
    }
    if (plugin && failed.length) throw new Exit(1, `${plugin} is as it was`);
    contents.clear();
    await trigger(io, "update");
    await giveBack(io);
    for (const [name, commit] of updated) if (commit) await lock(io, name);
    if (failed.length) throw new Exit(1, `These plugins are as they were: ${failed.join(", ")}`);
    return updated;
  },
  text: () => {},
});

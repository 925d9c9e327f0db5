#!/usr/bin/env hokku
import { command, step, trigger } from "hokku";
import { rewriteCrontab } from "../lib/crontab.ts";
import { forget } from "../lib/lock-file.ts";
import { writeOrder } from "../lib/order.ts";
import { hostsOwn, remove, takePlaceAgain } from "../lib/places.ts";
import { hold } from "../lib/reach.ts";
import { validName } from "../lib/source.ts";

export default command({
  name: "plugin:uninstall",
  summary: "Remove a plugin",
  args: "<plugin>",
  run: async ({ words: { plugin }, io }) => {
    hostsOwn(validName(plugin), io.env);
    await trigger(io, "uninstall", plugin);
    remove(plugin, io.env);
    takePlaceAgain(plugin, io.env);
    await hold(io, plugin);
    await writeOrder(io);
    await rewriteCrontab(io);
    await forget(io, plugin);
    step(io, `Plugin ${plugin} uninstalled`);
    return { plugin };
  },
  text: () => {},
});

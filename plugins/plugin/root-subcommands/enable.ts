#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { admitted } from "../lib/admit.ts";
import { rewriteCrontab } from "../lib/crontab.ts";
import { writeOrder } from "../lib/order.ts";
import { available, enable, enabled, hostsOwn, isThere } from "../lib/places.ts";
import { hold } from "../lib/reach.ts";
import { validName } from "../lib/source.ts";

export default command({
  name: "plugin:enable",
  summary: "Switch a plugin on that is installed",
  args: "<plugin>",
  run: async ({ words: { plugin }, io }) => {
    hostsOwn(validName(plugin), io.env);
    if (isThere(enabled(plugin, io.env))) throw new Exit(1, `Plugin ${plugin} is already enabled`);
    admitted(io, plugin, available(plugin, io.env));
    await hold(io, plugin);
    enable(plugin, io.env);
    await writeOrder(io);
    await rewriteCrontab(io);
    step(io, `Plugin ${plugin} enabled`);
    return { plugin, enabled: true };
  },
  text: () => {},
});

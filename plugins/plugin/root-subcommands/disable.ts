#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { rewriteCrontab } from "../lib/crontab.ts";
import { writeOrder } from "../lib/order.ts";
import { disable, enabled, hostsOwn, isThere } from "../lib/places.ts";
import { validName } from "../lib/source.ts";

export default command({
  name: "plugin:disable",
  summary: "Switch a plugin off; its files stay",
  args: "<plugin>",
  run: async ({ words: { plugin }, io }) => {
    hostsOwn(validName(plugin), io.env);
    if (!isThere(enabled(plugin, io.env))) throw new Exit(1, `Plugin ${plugin} is already disabled`);
    disable(plugin, io.env);
    await writeOrder(io);
    await rewriteCrontab(io);
    step(io, `Plugin ${plugin} disabled`);
    return { plugin, enabled: false };
  },
  text: () => {},
});

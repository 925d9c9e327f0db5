#!/usr/bin/env hokku
import { command, detail, step } from "hokku";
import { pluginName } from "hokku/plugin-list";
import { scaffold } from "../lib/scaffold.ts";

export default command({
  name: "plugin:new",
  summary: "Make the folder of a new plugin, with a command, a hook, a property, a report and their tests",
  args: "<name>",
  flags: { bash: { type: "boolean", summary: "in bash instead of TypeScript" } },
  examples: ["dokku plugin:new greet", "dokku plugin:new dokku-greet --bash"],
  run: async ({ words: { name }, flags: { bash }, io }) => {
    const folder = await scaffold(io, name, bash ? "bash" : "typescript");
    return { plugin: pluginName(name), folder };
  },
  text: ({ plugin, folder }, io) => {
    step(io, `Made ${folder}`);
    detail(io, "It passes its own tests. To have it run on this host, as root:");
    detail(io, `dokku plugin:link ${folder}`);
    detail(io, `dokku ${plugin}:hello <app>`);
  },
});

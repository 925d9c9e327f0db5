#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { listPlugins } from "hokku/plugin-list";

export default command({
  name: "plugin:installed",
  summary: "End with exit code 0 where there is such a plugin, else with 1",
  args: "<plugin>",
  hidden: true,
  run: ({ words: { plugin }, io }) => {
    if (!listPlugins(io.env).some(({ name }) => name === plugin)) throw new Exit(1);
    return { plugin };
  },
  text: () => {},
});

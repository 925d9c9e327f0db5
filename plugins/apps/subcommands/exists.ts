#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { visibleApps } from "hokku/visible-apps";

export default command({
  name: "apps:exists",
  summary: "End with exit code 0 where there is such an app, else with 20",
  reads: true,
  args: "<app>",
  examples: ["dokku apps:exists node-app && echo yes"],
  run: async ({ words: { app }, io }) => {
    if (!(await visibleApps(io)).includes(app)) throw new Exit(20, `App ${app} does not exist`);
    return { app };
  },
  text: () => {},
});

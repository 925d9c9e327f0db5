#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { ALL } from "../lib/lists.ts";
import { check, chosen, processes } from "../lib/run.ts";

export default command({
  name: "checks:run",
  summary: "Run the health checks against an app's running containers",
  args: "<app> [<processes>]",
  examples: ["dokku checks:run node-app", "dokku checks:run node-app web,worker.2"],
  run: async ({ words: { app, processes: named }, io }) => {
    const all = processes(io.env, app);
    if (!all.length) throw new Exit(1, `${app} runs no containers; deploy it, or start it: dokku ps:start ${app}`);
    const wanted = chosen(all, app, named ? named.split(",") : [ALL]);
    step(io, "Running pre-flight checks");
    const checked: string[] = [];
    for (const process of wanted) if (await check(io, app, process)) checked.push(`${process.type}.${process.index}`);
    return { app, checked };
  },
  text: () => {},
});

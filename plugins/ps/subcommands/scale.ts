#!/usr/bin/env hokku
import { command, Exit, step, write } from "hokku";
import { whileDeploying } from "hokku/deploy/lock";
import { NO_WAIT, withoutWaiting } from "hokku/deploy/queue";
import { properties } from "hokku/properties";
import { deployTypes } from "../lib/deploy.ts";
import { parsePairs, scalable, scaleOf, storeScale } from "../lib/scale.ts";

export default command({
  name: "ps:scale",
  summary: "Show or change how many containers of each process type run",
  args: "<app> [<scale>...]",
  flags: {
    "no-wait": NO_WAIT,
    "skip-deploy": { type: "boolean", summary: "only write it down; it counts from the next deploy on" },
    format: { type: "string", value: "stdout|json", summary: "answer with JSON: process_type and quantity" },
  },
  examples: ["dokku ps:scale node-app", "dokku ps:scale node-app web=2 worker=1"],
  run: async ({ words: { app, scale: pairs }, flags: { "no-wait": noWait, "skip-deploy": skip, format = "stdout" }, io }) => {
    if (format !== "stdout" && format !== "json") throw new Exit(2, `--format is stdout or json, not ${JSON.stringify(format)}`);
    if (pairs.length) {
      if (properties("ps", io.env).get(app, "can-scale") === "false")
        throw new Exit(1, `App ${app} contains an app.json file with a formations key and cannot be manually scaled`);
      const changes = scalable(app, io.env, parsePairs(pairs));
      step(io, `Scaling ${app} processes: ${pairs.join(" ")}`);
      await whileDeploying(withoutWaiting(io, noWait), app, "scaling", async (held) => {
        const before = scaleOf(app, io.env);
        const ps = properties("ps", io.env);
        const stored = ps.list(app, "scale");
        storeScale(app, io.env, changes, false);
        const changed = [...changes].filter(([type, count]) => before.get(type) !== count).map(([type]) => type);
        if (skip) return;
        await deployTypes(held, app, changed).catch((error: unknown) => {
          ps.setList(app, "scale", stored);
          throw error;
        });
      });
    }
    const scale = [...scaleOf(app, io.env)].map(([process_type, quantity]) => ({ process_type, quantity }));
    if (format === "json") write(io, `${JSON.stringify(scale)}\n`);
    else if (!pairs.length) {
      step(io, `Scaling for ${app}`);
      const head = io.env.DOKKU_QUIET_OUTPUT ? [] : ["proctype: qty", "--------: ---"];
      write(io, `${[...head, ...scale.map((row) => `${`${row.process_type}:`.padEnd(5)} ${row.quantity}`)].join("\n")}\n`);
    }
    return scale;
  },
  text: () => {},
});

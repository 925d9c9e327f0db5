#!/usr/bin/env hokku
import { setTimeout as pause } from "node:timers/promises";
import { command, detail, Exit } from "hokku";
import { heldBy } from "hokku/lock";
import { places } from "../lib/places.ts";

export default command({
  name: "port-proxy:stop",
  summary: "Stop the port proxy; apps behind it are not reached until the next deploy, restore or port-proxy:start",
  run: async ({ io }) => {
    const { lock } = places(io.env);
    const holder = heldBy(lock);
    if (!holder) return detail(io, "The port proxy does not run");
    process.kill(holder.pid, "SIGTERM");
    for (let tries = 0; heldBy(lock); tries++) {
      if (tries > 500) throw new Exit(1, `The port proxy (process ${holder.pid}) does not end`);
      await pause(10);
    }
  },
});

#!/usr/bin/env hokku
import { setTimeout as sleep } from "node:timers/promises";
import { command, step } from "hokku";
import { type Holder, heldBy } from "hokku/lock";
import { place } from "../lib/place.ts";

export default command({
  name: "ssh-server:stop",
  summary: "Stop the embedded SSH server; deploys in progress finish first",
  flags: { force: { type: "boolean", summary: "do not wait for deploys" } },
  run: async ({ flags: { force }, io }) => {
    const { lock } = place(io.env);
    const holder = heldBy(lock);
    if (!holder) {
      step(io, "It is not running");
      return { stopped: false };
    }
    kill(holder);
    for (let tries = 0; heldBy(lock)?.started === holder.started && tries < 100; tries++) {
      if (force && tries % 10 === 1) kill(holder);
      await sleep(50);
    }
    const stopped = heldBy(lock)?.started !== holder.started;
    step(
      io,
      stopped ? `Stopped the server on ${holder.what}` : "It takes no new connections, and ends when the deploys in it are done",
    );
    return { stopped };
  },
});

function kill({ pid }: Holder): void {
  try {
    process.kill(pid, "SIGTERM");
  } catch {} // It ended in between.
}

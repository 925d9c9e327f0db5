#!/usr/bin/env hokku
import { command, step } from "hokku";
import { stopDaemon } from "hokku/daemon";
import { place } from "../lib/place.ts";

export default command({
  name: "ssh-server:stop",
  summary: "Stop the embedded SSH server; deploys in progress finish first",
  flags: { force: { type: "boolean", summary: "do not wait for deploys" } },
  run: async ({ flags: { force = false }, io }) => {
    const { holder, stopped } = (await stopDaemon(place(io.env).lock, 5, force)) ?? { stopped: false };
    if (!holder) step(io, "It is not running");
    else if (stopped) step(io, `Stopped the server on ${holder.what}`);
    else step(io, "It takes no new connections, and ends when the deploys in it are done");
    return { stopped };
  },
});

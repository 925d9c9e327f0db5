#!/usr/bin/env hokku
import { command, detail } from "hokku";
import { stopDaemon } from "hokku/daemon";
import { places } from "../lib/places.ts";

export default command({
  name: "port-proxy:stop",
  summary: "Stop the port proxy; apps behind it are not reached until the next deploy, restore or port-proxy:start",
  run: async ({ io }) => {
    if (!(await stopDaemon(places(io.env).lock, 5, true))) detail(io, "The port proxy does not run");
  },
});

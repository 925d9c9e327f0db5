#!/usr/bin/env hokku
import { command } from "hokku";
import { ensureRunning } from "../lib/start.ts";

export default command({
  name: "port-proxy:start",
  summary: "Start the port proxy, unless it runs",
  run: ({ io }) => ensureRunning(io),
});

#!/usr/bin/env hokku
import { command } from "hokku";
import { stopNginx } from "../lib/stopped.ts";

export default command({
  name: "nginx:stop",
  summary: "Stop nginx, until it is started by nginx:start",
  run: ({ io }) => stopNginx(io),
});

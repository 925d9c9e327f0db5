#!/usr/bin/env hokku
import { command } from "hokku";
import { startNginx } from "../lib/stopped.ts";

export default command({ name: "nginx:start", summary: "Start nginx, now and at each boot", run: ({ io }) => startNginx(io) });

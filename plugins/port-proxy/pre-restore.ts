#!/usr/bin/env hokku
import { hook } from "hokku";
import { publicPorts } from "./lib/public-ports.ts";
import { ensureRunning } from "./lib/start.ts";

export default hook("pre-restore", (io) => (publicPorts(io.env).size ? ensureRunning(io) : undefined));

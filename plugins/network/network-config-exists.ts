#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { isReachable } from "./lib/listeners.ts";

export default hook("network-config-exists", (io, app) => write(io, `${isReachable(io.env, app)}\n`));

#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { staticListener } from "./lib/listeners.ts";

export default hook("network-get-static-listeners", (io, app) => write(io, `${staticListener(io.env, app)}\n`));

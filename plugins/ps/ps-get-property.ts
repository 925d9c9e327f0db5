#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { knownKey } from "hokku/settings";
import ps from "./lib/settings.ts";

export default hook("ps-get-property", (io, app, key) => write(io, `${ps.of(app, knownKey(ps, key), io.env)}\n`));

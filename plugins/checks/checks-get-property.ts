#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { knownKey } from "hokku/settings";
import checks from "./lib/settings.ts";

export default hook("checks-get-property", (io, app, key) => write(io, `${checks.of(app, knownKey(checks, key), io.env)}\n`));

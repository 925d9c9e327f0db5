#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { knownKey } from "hokku/settings";
import network from "./lib/settings.ts";

export default hook("network-get-property", (io, app, key) => write(io, `${network.of(app, knownKey(network, key), io.env)}\n`));

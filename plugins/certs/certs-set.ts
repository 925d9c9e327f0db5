#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { installPair } from "./lib/install.ts";
import { filePair } from "./lib/read.ts";

export default hook("certs-set", (io, app, crt, key) => installPair(io, existingApp(app, io.env), filePair(io, crt, key)));

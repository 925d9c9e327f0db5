#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { hasPair } from "./lib/store.ts";

export default hook("certs-exists", (io, app) => write(io, `${hasPair(app, io.env)}\n`));

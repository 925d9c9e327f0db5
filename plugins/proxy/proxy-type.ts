#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { proxyType } from "./lib/proxy.ts";

export default hook("proxy-type", (io, app) => write(io, `${proxyType(app, io.env)}\n`));

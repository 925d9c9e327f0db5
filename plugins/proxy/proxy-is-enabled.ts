#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { isProxied } from "./lib/proxy.ts";

export default hook("proxy-is-enabled", (io, app) => write(io, `${isProxied(app, io.env)}\n`));

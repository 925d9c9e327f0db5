#!/usr/bin/env hokku
import { trigger } from "hokku";
import { everyApp } from "../lib/every-app.ts";

export default everyApp("build-config", "Make the proxy's configuration of an app, or all apps, anew", (io, app) =>
  trigger(io, "proxy-build-config", app),
);

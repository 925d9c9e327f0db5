#!/usr/bin/env hokku
import { trigger } from "hokku";
import { everyApp } from "../lib/every-app.ts";

export default everyApp("clear-config", "Delete the proxy's configuration of an app, or all apps", (io, app) =>
  trigger(io, "proxy-clear-config", app),
);

#!/usr/bin/env hokku
import { everyApp } from "../lib/every-app.ts";
import { disableProxy } from "../lib/proxy.ts";

export default everyApp("disable", "Take the proxy away from an app, or all apps", disableProxy);

#!/usr/bin/env hokku
import { everyApp } from "../lib/every-app.ts";
import { enableProxy } from "../lib/proxy.ts";

export default everyApp("enable", "Let the proxy serve an app, or all apps", enableProxy);

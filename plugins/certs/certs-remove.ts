#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { uninstallPair } from "./lib/install.ts";

export default hook("certs-remove", (io, app) => uninstallPair(io, existingApp(app, io.env)));

#!/usr/bin/env hokku
import { hook } from "hokku";
import { keepSuspended } from "./lib/new-name.ts";

export default hook("post-app-rename-setup", (io, old, app) => keepSuspended(io, old, app));

#!/usr/bin/env hokku
import { hook } from "hokku";
import { restart } from "./lib/restart.ts";

export default hook("app-restart", (io, app) => restart(io, app));

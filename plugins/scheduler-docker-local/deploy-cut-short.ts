#!/usr/bin/env hokku
import { hook } from "hokku";
import { recover } from "./lib/recover.ts";

export default hook("deploy-cut-short", (io, app) => recover(io, app));

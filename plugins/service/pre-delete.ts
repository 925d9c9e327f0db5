#!/usr/bin/env hokku
import { hook } from "hokku";
import { eachLinked } from "./lib/app-links.ts";

export default hook("pre-delete", (io, app) => eachLinked(io, app, (apps) => apps.delete(app)));

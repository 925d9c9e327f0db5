#!/usr/bin/env hokku
import { hook } from "hokku";
import { clearPorts } from "./lib/clear.ts";

export default hook("ports-clear", (io, app) => clearPorts(app, io.env));

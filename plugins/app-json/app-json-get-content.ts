#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { appJsonText, rawAppJson } from "./lib/app-json.ts";

export default hook("app-json-get-content", (io, app) => write(io, JSON.stringify(rawAppJson(appJsonText(app, io.env)))));

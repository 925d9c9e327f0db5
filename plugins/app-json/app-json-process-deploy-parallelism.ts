#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { appJsonOf } from "./lib/app-json.ts";

export default hook("app-json-process-deploy-parallelism", (io, app, type) =>
  write(io, `${appJsonOf(app, io.env).formation[type]?.max_parallel || 0}\n`),
);

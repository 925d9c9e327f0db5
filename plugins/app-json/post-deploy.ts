#!/usr/bin/env hokku
import { detail, hook, step } from "hokku";
import { appImage } from "hokku/image";
import { appJsonOf } from "./lib/app-json.ts";
import { runTask } from "./lib/script.ts";

export default hook("post-deploy", async (io, app, _port, _ip, tag) => {
  if (appJsonOf(app, io.env).scripts.postdeploy) return runTask(io, app, (await appImage(io, app, tag)).name, "postdeploy");
  step(io, "Checking for postdeploy task");
  detail(io, "No postdeploy task found, skipping");
});

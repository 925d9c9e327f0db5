#!/usr/bin/env hokku
import { hook } from "hokku";
import { appImage } from "hokku/image";
import { appJsonOf } from "./lib/app-json.ts";

export default hook("post-deploy", async (io, app, _port, _ip, tag) => {
  if (!appJsonOf(app, io.env).scripts.postdeploy) return;
  const { runTask } = await import("./lib/script.ts");
  await runTask(io, app, (await appImage(io, app, tag)).name, "postdeploy");
});

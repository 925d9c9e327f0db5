#!/usr/bin/env hokku
import { hook, step } from "hokku";
import { attachAll, joined } from "./lib/attach.ts";

export default hook("core-post-deploy", async (io, app) => {
  for (const network of joined(io, app, "attach-post-deploy")) {
    step(io, `Associating app with network ${network}`);
    await attachAll(io, app, network);
  }
});

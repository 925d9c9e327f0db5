#!/usr/bin/env hokku
import { hook, step } from "hokku";
import { joined } from "./lib/joined.ts";

export default hook("core-post-deploy", async (io, app) => {
  for (const network of joined(io, app, "attach-post-deploy")) {
    step(io, `Associating app with network ${network}`);
    const { attachAll } = await import("./lib/attach.ts");
    await attachAll(io, app, network);
  }
});

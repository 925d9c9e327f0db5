#!/usr/bin/env hokku
import { hook } from "hokku";
import { chosenProxy } from "./lib/chosen.ts";

/** The new containers are up and their addresses written: traffic moves to them now. */
export default hook("core-post-deploy", async (io, app) => {
  const proxy = await chosenProxy(io, app);
  await proxy?.refresh(io, app);
  await proxy?.settle?.(io, app);
});

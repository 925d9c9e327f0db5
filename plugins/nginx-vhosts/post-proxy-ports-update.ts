#!/usr/bin/env hokku
import { hook } from "hokku";
import { refreshVhost } from "./lib/serves.ts";

export default hook("post-proxy-ports-update", async (io, app) => {
  await refreshVhost(io, app);
});

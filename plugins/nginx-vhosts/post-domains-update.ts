#!/usr/bin/env hokku
import { hook } from "hokku";
import { refreshVhost } from "./lib/serves.ts";

export default hook("post-domains-update", async (io, app) => {
  await refreshVhost(io, app);
});

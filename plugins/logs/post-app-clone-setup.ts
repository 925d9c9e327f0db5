#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { refreshVectorConfig } from "./lib/refresh.ts";

export default hook("post-app-clone-setup", async (io, old, fresh) => {
  appData("logs", io.env).clone(old, fresh);
  await refreshVectorConfig(io);
});

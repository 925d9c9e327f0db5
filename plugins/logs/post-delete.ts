#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { refreshVectorConfig } from "./lib/refresh.ts";

export default hook("post-delete", async (io, app) => {
  appData("logs", io.env).destroy(app);
  await refreshVectorConfig(io);
});

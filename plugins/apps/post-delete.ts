#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { forget } from "./lib/kept.ts";

export default hook("post-delete", (io, app) => {
  appData("apps", io.env).destroy(app);
  forget(io, app); // what stays is named at the end
});

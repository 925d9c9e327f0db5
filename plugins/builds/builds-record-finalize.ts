#!/usr/bin/env hokku
import { hook } from "hokku";
import { close, prune } from "./lib/records.ts";

export default hook("builds-record-finalize", ({ env }, app, id, code) => {
  close(app, id, code === "0" ? "succeeded" : "failed", Number(code), env);
  prune(app, env);
});

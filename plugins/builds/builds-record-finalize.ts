#!/usr/bin/env hokku
import { hook } from "hokku";
import { close, logOf, prune } from "./lib/records.ts";

export default hook("builds-record-finalize", async ({ env }, app, id, code) => {
  close(app, id, code === "0" ? "succeeded" : "failed", Number(code), env);
  prune(app, env);
  (await import("./lib/also-into.ts")).isOver(logOf(app, id, env));
});

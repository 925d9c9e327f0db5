#!/usr/bin/env hokku
import { hook } from "hokku";
import { registerRetired } from "./lib/retired.ts";

export default hook("scheduler-register-retired", async (io, app, container, wait = "60") => {
  if (container) await registerRetired(io.env, app, [container], Number(wait) || 0);
});

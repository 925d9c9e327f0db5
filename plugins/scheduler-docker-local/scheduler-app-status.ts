#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { statusOf } from "./lib/status.ts";

export default hook("scheduler-app-status", async (io, scheduler, app) => {
  if (scheduler !== "docker-local") return;
  const states = [...(await statusOf(io, app)).values()];
  const running = states.filter((state) => state === "running").length;
  write(io, `${states.length} ${running === 0 ? "false" : running === states.length ? "true" : "mixed"}\n`);
});

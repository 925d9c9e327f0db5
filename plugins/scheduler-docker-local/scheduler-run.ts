#!/usr/bin/env hokku
import { hook } from "hokku";
import { run } from "./lib/run.ts";

export default hook("scheduler-run", (io, scheduler, app, count, ...words) => {
  if (scheduler !== "docker-local") return;
  const environment = words.slice(0, Number(count));
  const command = words.slice(Number(count));
  return run(io, app, environment, command[0] === "--" ? command.slice(1) : command);
});

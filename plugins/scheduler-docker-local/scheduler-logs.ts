#!/usr/bin/env hokku
import { hook } from "hokku";
import { showLogs } from "./lib/logs.ts";
import { dyno, holders } from "./lib/state.ts";

export default hook("scheduler-logs", async (io, scheduler, app, processType, tail, quiet, num) => {
  if (scheduler !== "docker-local") return;
  const [type, index] = processType.split(".");
  const wanted = holders(app, io.env).filter(
    (place) => !type || (place.type === type && (!index || place.index === Number(index))),
  );
  const sources = wanted.map((place) => ({ id: place.id, title: dyno(place) }));
  return showLogs(io, sources, { tail: tail === "true", quiet: quiet === "true", num });
});

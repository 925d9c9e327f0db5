#!/usr/bin/env hokku
import { Exit, hook } from "hokku";
import { enter } from "./lib/enter.ts";

export default hook("scheduler-enter", (io, scheduler, app, ...words) => {
  if (scheduler !== "docker-local") return;
  const [first = "--", ...rest] = words;
  if (first.startsWith("--container-id=")) return enter(io, app, { id: first.slice(15) }, command(rest));
  if (first === "--container-id") {
    const [id, ...more] = rest;
    if (!id) throw new Exit(2, "enter: --container-id takes the id of a container");
    return enter(io, app, { id }, command(more));
  }
  return enter(io, app, first === "--" ? {} : { place: first }, command(rest));
});

const command = (words: readonly string[]): readonly string[] => (words[0] === "--" ? words.slice(1) : words);

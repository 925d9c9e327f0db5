#!/usr/bin/env hokku
import { hook, trouble, write } from "hokku";
import { listeners } from "./lib/listeners.ts";

export default hook("network-get-listeners", (io, app, type) => {
  if (!type) trouble("network-get-listeners without a process type is deprecated; taking web");
  write(io, `${listeners(io.env, app, type || "web").join(" ")}\n`);
});

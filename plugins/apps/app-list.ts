#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { apps } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";

/** Prints the apps' names, a line each; with `false`, those that the caller may not see too. */
export default hook("app-list", async (io, filter) => {
  const names = filter === "false" ? apps(io.env) : await visibleApps(io);
  write(io, names.map((name) => `${name}\n`).join(""));
});

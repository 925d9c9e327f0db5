#!/usr/bin/env hokku
import { hook } from "hokku";
import { writeServiceCommands } from "hokku/service-commands";
import { kinds } from "./lib/kinds.ts";

/** Another Hokku may have other commands. */
export default hook("install", async (io) => {
  for (const [plugin, folder] of kinds(io.env)) writeServiceCommands(plugin, folder);
});

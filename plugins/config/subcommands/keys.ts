#!/usr/bin/env hokku
import { write } from "hokku";
import { scoped } from "hokku/scope";
import { MERGED } from "../lib/flags.ts";
import { variablesOf } from "../lib/formats.ts";

export default scoped({
  name: "config:keys",
  summary: "List the names of all variables",
  reads: true,
  args: "<app>",
  flags: { merged: MERGED },
  examples: ["dokku config:keys node-app --merged"],
  run: ({ words: { app }, flags: { merged }, io }) => [...variablesOf(io, app, merged).keys()].sort(),
  text: (keys, io) => write(io, keys.map((key) => `${key}\n`).join("")),
});

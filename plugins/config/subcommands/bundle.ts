#!/usr/bin/env hokku
import { write } from "hokku";
import { scoped } from "hokku/scope";
import { MERGED, shownAlready } from "../lib/flags.ts";
import { variablesOf } from "../lib/formats.ts";
import { tar } from "../lib/tar.ts";
import { sorted } from "../lib/write.ts";

export default scoped({
  name: "config:bundle",
  summary: "Print a tar archive with a file for each variable",
  reads: true,
  args: "<app>",
  flags: { merged: MERGED },
  examples: ["dokku config:bundle --merged node-app >config.tar"],
  json: "none",
  run: ({ words: { app }, flags: { merged }, io }) => write(io, tar(sorted(variablesOf(io, app, merged)))),
  text: shownAlready,
});

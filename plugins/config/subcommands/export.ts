#!/usr/bin/env hokku
import { write } from "hokku";
import { scoped } from "hokku/scope";
import { MERGED } from "../lib/flags.ts";
import { format, variablesOf } from "../lib/formats.ts";

export default scoped({
  name: "config:export",
  summary: "Print all variables in a syntax of choice",
  reads: true,
  args: "<app>",
  flags: {
    merged: MERGED,
    format: {
      type: "string",
      value: "exports|envfile|docker-args|docker-args-keys|json|json-list|pack-keys|pretty|shell",
      summary: "exports, when left out",
    },
  },
  examples: ['eval "$(dokku config:export node-app)"', "dokku config:export --format envfile node-app >.env"],
  run: ({ words: { app }, flags, io }) => {
    const variables = variablesOf(io, app, flags.merged);
    return { shown: format(variables, flags.format ?? "exports"), variables };
  },
  text: ({ shown }, io) => write(io, shown),
});

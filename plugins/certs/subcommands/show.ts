#!/usr/bin/env hokku
import { command, Exit, write } from "hokku";
import { readPair } from "../lib/store.ts";

export default command({
  name: "certs:show",
  summary: "Show an app's certificate, or its key",
  reads: true,
  args: "<app> <part>",
  examples: ["dokku certs:show node-app crt", "dokku certs:show node-app key"],
  showsSecret: ({ words: { part } }) => part !== "crt",
  run: async ({ words: { app, part }, io }) => {
    if (part !== "crt" && part !== "key") throw new Exit(1, "specify either 'key' or 'crt'");
    return { [part]: (await readPair(io, app))[part] };
  },
  text: (shown, io) => write(io, Object.values(shown).join("")),
});

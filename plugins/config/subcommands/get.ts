#!/usr/bin/env hokku
import { Exit } from "hokku/command";
import { readEnvironment } from "hokku/environment";
import { quote } from "hokku/environment-text";
import { scoped } from "hokku/scope";
import { write } from "hokku/talk";
import { validKey } from "../lib/pairs.ts";

export default scoped({
  name: "config:get",
  summary: "Print the value of one variable; exit code 1 where it is not set",
  args: "<app> <key>",
  flags: { quoted: { type: "boolean", summary: "in single quotes, for a shell" } },
  examples: ["dokku config:get node-app DATABASE_URL", "dokku config:get --global CURL_TIMEOUT"],
  run: ({ words: { app, key }, flags: { quoted }, io }) => {
    const value = readEnvironment(app, io.env).get(validKey(key));
    if (value === undefined) throw new Exit(1);
    return { key, value: quoted ? quote(value) : value };
  },
  text: ({ value }, io) => write(io, `${value}\n`),
});

#!/usr/bin/env hokku
import { Exit } from "hokku/command";
import { readEnvironment } from "hokku/environment";
import { scoped } from "hokku/scope";
import { write } from "hokku/talk";

export default scoped({
  name: "config:get",
  summary: "Print the value of one variable; exit code 1 where it is not set",
  reads: true,
  args: "<app> <key>",
  flags: { quoted: { type: "boolean", summary: "in single quotes, for a shell" } },
  examples: ["dokku config:get node-app DATABASE_URL", "dokku config:get --global CURL_TIMEOUT"],
  run: async ({ words: { app, key }, flags: { quoted }, io }) => {
    const value = readEnvironment(app, io.env).get(key);
    if (value !== undefined) return { key, value: quoted ? (await import("../lib/quote.ts")).quote(value) : value };
    const { validKey } = await import("../lib/pairs.ts");
    throw new Exit(1, validKey(key) && "");
  },
  text: ({ value }, io) => write(io, `${value}\n`),
});

#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { listPlugins } from "hokku/plugin-list";
import { suggest } from "hokku/suggest";
import { commandFiles } from "./lib/files.ts";
import { knownElsewhere } from "./lib/known.ts";

/** Answers what may have been meant, as the end of a sentence. That the command does not exist is said by who could not find it. */
export default hook("command-unknown", (io, typed) => {
  const elsewhere = knownElsewhere(typed, io);
  if (elsewhere) return write(io, `${elsewhere}\n`);
  const names = listPlugins(io.env).flatMap((plugin) => (plugin.enabled ? commandFiles(plugin) : []));
  const near = suggest(typed.slice(0, 200), [...new Set(names.map(({ name }) => name))]);
  if (near.length) write(io, `did you mean ${near.join(", or ")}? All there are: dokku help --all\n`);
});

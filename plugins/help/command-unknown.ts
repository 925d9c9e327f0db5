#!/usr/bin/env hokku
import { hook, trouble } from "hokku";
import { listPlugins } from "hokku/plugin-list";
import { commandFiles } from "./lib/files.ts";
import { suggest } from "./lib/suggest.ts";

/** Says what may have been meant. That the command does not exist is said by who could not find it. */
export default hook("command-unknown", (io, typed) => {
  const names = listPlugins(io.env).flatMap((plugin) => (plugin.enabled ? commandFiles(plugin) : []));
  const near = suggest(typed.slice(0, 200), [...new Set(names.map(({ name }) => name))]);
  if (near.length) trouble(`${JSON.stringify(typed.slice(0, 200))}: did you mean ${near.join(", or ")}?`);
});

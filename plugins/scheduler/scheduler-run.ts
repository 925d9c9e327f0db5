#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";
import { behindDashes } from "./lib/words.ts";

/** Contract: as many variables as `count` says, then the command. */
export default hook("scheduler-run", async (io, name, app, count, ...words) => {
  const at = Number(count);
  return (await schedulerNamed(name, io.env))?.run?.(io, app, words.slice(0, at), behindDashes(words.slice(at)));
});

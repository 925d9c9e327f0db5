#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { stackOf } from "./lib/stack.ts";

export default hook("buildpack-stack-name", async (io, app) => {
  const stack = await stackOf(io, app);
  if (stack) write(io, `${stack}\n`);
});

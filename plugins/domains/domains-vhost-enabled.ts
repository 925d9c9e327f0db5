#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { isNamed } from "./lib/vhosts.ts";

/** Contract: the answer is printed and is the exit code, as releases differ in which they read. */
export default hook("domains-vhost-enabled", (io, app) => {
  const enabled = isNamed(app, io.env);
  write(io, `${enabled}\n`);
  return enabled ? 0 : 1;
});

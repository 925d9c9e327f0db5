#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-retire", async (io, name, app) =>
  (await schedulerNamed(name, io.env))?.retire?.(io, app || undefined),
);

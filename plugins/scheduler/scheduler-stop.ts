#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-stop", async (io, name, app, remove) =>
  (await schedulerNamed(name, io.env))?.stop?.(io, app, remove === "true"),
);

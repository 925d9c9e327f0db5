#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-is-deployed", async (io, name, app) =>
  (await schedulerNamed(name, io.env))?.isDeployed(io, app) === false ? 1 : 0,
);

#!/usr/bin/env hokku
import { hook, type Io } from "hokku";
import { allSchedulers, schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-deploy", async (io, name, app, tag, processType) =>
  (await schedulerNamed(name, io.env))?.deploy?.(io, app, tag || "latest", processType || undefined),
);

/** Loads what the deploy takes, while an image is built. */
export const warm = async (env: Io["env"]): Promise<void> => {
  for (const scheduler of await allSchedulers(env)) await scheduler.warm?.();
};

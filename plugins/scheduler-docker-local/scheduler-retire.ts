#!/usr/bin/env hokku
import { hook, trouble } from "hokku";
import { isApp } from "hokku/apps";
import { deployLock, whileDeploying } from "hokku/deploy-lock";
import { heldBy } from "hokku/lock";
import { unfinished } from "./lib/journal.ts";
import { recover } from "./lib/recover.ts";
import { retire, sweep } from "./lib/retire.ts";

export default hook("scheduler-retire", async (io, scheduler, app) => {
  if (scheduler !== "docker-local") return;
  for (const name of unfinished(io.env)) {
    if ((app && app !== name) || !isApp(name, io.env) || heldBy(deployLock(name, io.env))) continue;
    await whileDeploying(io, name, "a recovery", (held) => recover(held, name)).catch((error: unknown) =>
      trouble(`The deploy of ${name} that was cut short stays so: ${error instanceof Error ? error.message : error}`),
    );
  }
  await retire(io, app);
  if (!app) await sweep(io);
});

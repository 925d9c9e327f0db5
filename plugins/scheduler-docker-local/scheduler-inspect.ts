#!/usr/bin/env hokku
import { hook, trouble, write } from "hokku";
import { docker } from "./lib/docker.ts";
import { withoutSecrets } from "./lib/secrets.ts";
import { holders } from "./lib/state.ts";

export default hook("scheduler-inspect", async (io, scheduler, app) => {
  if (scheduler !== "docker-local") return;
  const ids = holders(app, io.env).map(({ id }) => id);
  if (!ids.length) return trouble(`App ${app} has no containers`);
  write(io, `${JSON.stringify(withoutSecrets(JSON.parse(await docker(io, ["container", "inspect", ...ids]))), null, 4)}\n`);
});

#!/usr/bin/env hokku
import { command, Exit, trouble } from "hokku";
import { visibleApps } from "hokku/visible-apps";
import { enable } from "../lib/enable.ts";

export default command({
  name: "letsencrypt:enable",
  summary: "Get an app a certificate of Let's Encrypt, and serve it with that; also to renew it",
  args: "[<app>]",
  eachVisible: true,
  flags: {
    force: { type: "boolean", short: "f", summary: "also where the certificate that is there still counts" },
    all: { type: "boolean", summary: "every app that has a domain" },
  },
  examples: ["dokku letsencrypt:set node-app email you@example.com", "dokku letsencrypt:enable node-app"],
  run: async ({ words: { app }, flags: { force, all }, io }) => {
    if (Boolean(app) === Boolean(all)) throw new Exit(2, "letsencrypt:enable takes an app, or --all");
    if (app) return { apps: [{ app, retrieved: await enable(io, app, force) }] };
    const apps: { app: string; retrieved: boolean }[] = [];
    let failed = 0;
    for (const one of await visibleApps(io))
      await enable(io, one, force).then(
        (retrieved) => apps.push({ app: one, retrieved }),
        (error: unknown) => {
          failed++;
          trouble(error instanceof Error ? error.message : String(error));
        },
      );
    if (failed) throw new Exit(1, `${failed} apps got no certificate; the reasons are above`);
    return { apps };
  },
  text: () => {},
});

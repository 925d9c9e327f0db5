#!/usr/bin/env hokku
import { command, step } from "hokku";
import { changeDomains } from "../lib/change.ts";
import { defaultDomains } from "../lib/vhosts.ts";

export default command({
  name: "domains:reset",
  summary: "Give an app the domains that follow from the host's",
  args: "<app>",
  examples: ["dokku domains:reset web"],
  run: async ({ words: { app }, io }) => {
    const domains = await defaultDomains(io, app);
    step(io, domains.length ? `Reset domains of ${app} to ${domains.join(" ")}` : `Cleared domains in ${app}: the host has none`);
    return changeDomains(io, app, "reset", domains, () => domains);
  },
  text: () => {},
});

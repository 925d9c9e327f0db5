#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { renewAll, renewOne } from "../lib/renew.ts";

export default command({
  name: "letsencrypt:auto-renew",
  summary: "Renew the certificate of one app, or of all, where it is time",
  args: "[<app>]",
  examples: ["dokku letsencrypt:auto-renew", "dokku letsencrypt:auto-renew node-app"],
  run: async ({ words: { app }, io }) => {
    const renewals = app ? [await renewOne(io, app)] : await renewAll(io);
    if (renewals.some(({ failed }) => failed)) throw new Exit(1, "One or more apps failed to have their certificates renewed");
    return { renewals };
  },
  text: () => {},
});

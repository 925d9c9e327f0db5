#!/usr/bin/env hokku
import { command } from "hokku";
import { writeTable } from "hokku/table";
import { visibleApps } from "hokku/visible-apps";
import { duration } from "../lib/duration.ts";
import { leftToRenewal } from "../lib/enable.ts";
import { expiration, isActive } from "../lib/state.ts";

export default command({
  name: "letsencrypt:list",
  summary: "List the apps with a certificate of letsencrypt, and when each ends and is renewed",
  reads: true,
  eachVisible: true,
  examples: ["dokku letsencrypt:list"],
  run: async ({ io }) => {
    const rows = [];
    for (const app of (await visibleApps(io)).filter((one) => isActive(one, io.env))) {
      const end = (await expiration(app, io.env)) ?? 0;
      rows.push({
        app,
        expires_at: new Date(end * 1000).toISOString(),
        left: end - Math.floor(Date.now() / 1000),
        renewal: await leftToRenewal(app, io.env),
      });
    }
    return rows.sort((a, b) => a.left - b.left);
  },
  text: (rows, io) => {
    const shown = rows.map(({ app, expires_at, left, renewal }) => [
      app,
      expires_at.slice(0, 19).replace("T", " "),
      duration(left),
      duration(renewal),
    ]);
    writeTable(io, [["App name", "Certificate Expiry", "Time before expiry", "Time before renewal"], ...shown]);
  },
});

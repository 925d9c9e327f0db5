#!/usr/bin/env hokku
import { command, detail, step, trigger, trouble } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";
import { hostFacts } from "../lib/host.ts";

export default command({
  name: "report",
  summary: "Show everything to know of the host, and of one app or all, when something is wrong",
  reads: true,
  args: "[<app>]",
  flags: { all: { type: "boolean", summary: "report every app" } },
  examples: ["dokku report", "dokku report node-app"],
  run: async ({ words: { app }, flags: { all }, io }) => {
    const facts = await hostFacts(io);
    for (const { name, value, failed } of facts) {
      if (failed) trouble(`${name}: ${value}`);
      else if (value.includes("\n")) {
        step(io, `${name}: `);
        detail(io, value);
      } else step(io, `${name}: ${value}`);
    }
    const names = app ? [existingApp(app, io.env)] : all ? await visibleApps(io) : [];
    for (const name of names) await trigger(io, "report", name);
    return { host: facts, apps: names };
  },
  text: () => {},
});

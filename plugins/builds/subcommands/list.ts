#!/usr/bin/env hokku
import { command, Exit, headline, write } from "hokku";
import { existingApp } from "hokku/apps";
import { writeTable } from "hokku/table";
import { visibleApps } from "hokku/visible-apps";
import { isRunning, KINDS, records, STATUSES } from "../lib/records.ts";
import builds from "../lib/settings.ts";
import { at } from "../lib/time.ts";

export default command({
  name: "builds:list",
  summary: "List an app's builds and deploys, or what of all apps is under way",
  reads: true,
  eachVisible: true,
  app: "any",
  args: "[<app>]",
  flags: {
    kind: { type: "string", value: "build|deploy", summary: "only those that make an image, or only those that run one" },
    status: { type: "string", value: STATUSES.join("|"), summary: "only those that are in this state" },
  },
  examples: ["dokku builds:list", "dokku builds:list node-app --status failed", "dokku builds:list node-app --format json"],
  run: async ({ words: { app }, flags: { kind, status }, io }) => {
    checked("kind", kind, KINDS);
    checked("status", status, STATUSES);
    const wanted = (all: ReturnType<typeof records>) =>
      all.filter((one) => (!kind || one.kind === kind) && (!status || one.display_status === status));
    if (!app) {
      const all = (await visibleApps(io)).flatMap((name) => records(name, io.env)).filter(({ status: is }) => is === "running");
      return { list: wanted(all), toJSON: () => wanted(all) };
    }
    const all = wanted(records(existingApp(app, io.env), io.env));
    const ended = kind || status ? Number.POSITIVE_INFINITY : Number(builds.of(app, "retention", io.env));
    const list = all.slice(0, all.filter(isRunning).length + ended);
    return { app, list, toJSON: () => list };
  },
  text: ({ app, list }, io) => {
    if (!list.length) return write(io, app ? "No builds recorded for this app\n" : "No builds currently running\n");
    if (!app) {
      headline(io, "Currently running builds");
      const rows = list.map((one) => [one.app, one.id, one.kind, one.pid, one.source, at(one.started_at)]);
      return writeTable(io, [["App", "Build ID", "Kind", "PID", "Source", "Started"], ...rows]);
    }
    const rows = list.map((one) => [
      one.id,
      one.kind,
      one.display_status,
      one.pid,
      one.source,
      at(one.started_at),
      one.duration,
      one.actor ?? "",
    ]);
    writeTable(io, [["Build ID", "Kind", "Status", "PID", "Source", "Started", "Duration", "By"], ...rows]);
  },
});

function checked(flag: string, given: string | undefined, allowed: readonly string[]): void {
  if (given === undefined || allowed.includes(given)) return;
  throw new Exit(1, `Invalid --${flag} value ${JSON.stringify(given)} (allowed: ${allowed.join(", ")})`);
}

#!/usr/bin/env hokku
import { Exit, write } from "hokku";
import { scoped } from "hokku/scope";
import { writeTable } from "hokku/table";
import { asDokku, type Listed, listed } from "../lib/listed.ts";

export default scoped({
  name: "cron:list",
  summary: "List the jobs of an app with their IDs, or those of plugins",
  reads: true,
  args: "<app>",
  flags: { format: { type: "string", value: "stdout|json", summary: "answer with JSON" } },
  examples: ["dokku cron:list node-app", "dokku cron:list --global"],
  run: async ({ words: { app }, flags: { format = "stdout" }, io, json }) => {
    if (format !== "stdout" && format !== "json") throw new Exit(1, "Invalid format specified, supported formats: json, stdout");
    const jobs = await listed(io, app);
    if (!json && format === "json") write(io, `${JSON.stringify(jobs.map(asDokku))}\n`);
    else if (!json) writeTable(io, [HEADINGS, ...jobs.map(row)]);
    return jobs;
  },
  text: () => {},
});

const HEADINGS = ["ID", "Schedule", "Concurrency", "Maintenance", "Command"];

const row = ({ id, schedule, concurrencyPolicy, taskInMaintenance, maintenance, command }: Listed): string[] => [
  id,
  schedule,
  concurrencyPolicy,
  maintenance ? `true (${taskInMaintenance ? "task" : "app"})` : "false",
  command,
];

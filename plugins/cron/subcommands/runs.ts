#!/usr/bin/env hokku
import { command, type Io, write } from "hokku";
import { writeTable } from "hokku/table";
import { local } from "../lib/health.ts";
import { runsOf } from "../lib/runs.ts";
import { type Shown, shown } from "../lib/shown.ts";
import { taskWith } from "../lib/tasks.ts";

export default command({
  name: "cron:runs",
  summary: "Show the last runs of an app's jobs: when, how long, how they ended; of one job, what they printed too",
  reads: true,
  args: "<app> [<cron-id>]",
  examples: ["dokku cron:runs node-app", "dokku cron:runs node-app 5cruaotm4yzzpnjlsdunblj8qyjp"],
  run: async ({ words: { app, "cron-id": id }, io }) => {
    if (id) await taskWith(io, app, id);
    const runs = runsOf(app, io.env).filter((run) => !id || run.id === id);
    return { app, id: id ?? "", runs: runs.map(shown) };
  },
  text: ({ runs, id }, io) => {
    if (!id) return writeTable(io, [HEADINGS, ...runs.toReversed().map(row)]);
    for (const run of runs) withOutput(run, io);
  },
});

const HEADINGS = ["Began", "By", "ID", "Command", "Ended", "Took"];

const row = (run: Shown): string[] => [local(new Date(run.began)), by(run), run.id, run.command, ending(run), took(run)];

const took = ({ seconds }: Shown): string => (seconds === null ? "" : `${seconds.toFixed(1)} s`);
const by = ({ scheduled }: Shown): string => (scheduled ? "schedule" : "hand");

function ending({ state, code }: Shown): string {
  return state === "ended" ? `with ${code}` : state;
}

function withOutput(run: Shown, io: Io): void {
  write(io, `=====> ${local(new Date(run.began))}, by ${by(run)}: ${[ending(run), took(run)].filter(Boolean).join(" after ")}\n`);
  write(io, run.output && `${run.output.replace(/\n$/, "")}\n`);
}

#!/usr/bin/env hokku
import { answer, command, Exit, trigger } from "hokku";
import { isDeployed } from "hokku/deploy/deployed";
import { logLine } from "../lib/as-json.ts";

export default command({
  name: "logs",
  summary: "Show what an app's processes print",
  reads: true,
  args: "<app>",
  flags: {
    num: { type: "number", short: "n", value: "N", summary: "lines from the end (100)" },
    ps: { type: "string", short: "p", value: "PROC", summary: "one process type, or one place of it: web, web.2" },
    release: { type: "string", value: "VERSION", summary: "of one release, by its number, and what was kept of it (v12)" },
    quiet: { type: "boolean", short: "q", summary: "only what the app printed, no times and names" },
    tail: { type: "boolean", short: "t", summary: "go on as more is printed" },
  },
  examples: ["dokku logs node-app -t", "dokku logs node-app --ps web --num 500", "dokku logs node-app --release v12"],
  json: () => logLine,
  run: async ({ words: { app }, flags: { num = 100, ps = "", quiet, release, tail }, io }) => {
    if (!(await isDeployed(io, app))) throw new Exit(1, `App ${app} has not been deployed`);
    if (num < 0) throw new Exit(2, `--num takes a number of lines, not ${num}`);
    const scheduler = await answer(io, "scheduler-detect", app);
    if (release === undefined) {
      await trigger(io, "scheduler-logs", scheduler, app, ps, String(tail), String(quiet), String(num));
      return;
    }
    if (tail) throw new Exit(2, "--tail follows what runs now, and does not go together with --release");
    await trigger(io, "scheduler-logs-release", scheduler, app, versionOf(release), ps, String(quiet), String(num));
  },
});

/** Digits of a release's number as people write it, `v12` or `12`; v0 is what ran before there were releases. */
function versionOf(word: string): string {
  const [, digits] = /^v?(0|[1-9]\d{0,8})$/i.exec(word) ?? [];
  if (digits !== undefined) return digits;
  throw new Exit(1, `${JSON.stringify(word)} is no release; use its number, as in v12: dokku releases <app>`);
}

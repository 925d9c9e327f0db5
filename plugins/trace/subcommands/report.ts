#!/usr/bin/env hokku
import { command, write } from "hokku";
import { newest, requests } from "../lib/requests.ts";
import { showTimeline } from "../lib/timeline.ts";

const SHOWN = 20;

export default command({
  name: "trace:report",
  summary: "Show what was asked about an app of late and how long it took, and the newest of it step by step",
  reads: true,
  args: "<app>",
  examples: ["dokku trace:report node-app"],
  run: ({ words: { app }, io }) => {
    const last = newest(io, app);
    return { last, earlier: requests(io, app).slice(-SHOWN, -1) };
  },
  text: ({ last, earlier }, io) => {
    for (const { began, command, actor, ms, code } of earlier)
      write(
        io,
        `       ${began.slice(0, 19).replace("T", " ")}  ${command.padEnd(24)} ${actor.padEnd(16)} ${(ms / 1000).toFixed(1)} s${code ? `  exit code ${code}` : ""}\n`,
      );
    showTimeline(last, io);
  },
});

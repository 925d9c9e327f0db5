#!/usr/bin/env hokku
import { command, Exit, headline, write } from "hokku";
import { releaseOf } from "../lib/led-to.ts";
import { read, shown } from "../lib/records.ts";
import { at } from "../lib/time.ts";

export default command({
  name: "builds:info",
  summary: "Show one build or deploy, and the release that came of it",
  reads: true,
  args: "<app> <build-id>",
  examples: ["dokku builds:info node-app 01j8c4xv7bk5w3"],
  run: ({ words: { app, "build-id": id }, io }) => {
    const build = read(app, id, io.env);
    if (!build) throw new Exit(1, `No build record found for ${app}/${id}; see: dokku builds:list ${app}`);
    return { ...shown(build, io.env), release: releaseOf(app, id, io.env) ?? null };
  },
  text: (build, io) => {
    headline(io, `Build ${build.id}`);
    const rows: Readonly<Record<string, string | number | null | undefined>> = {
      "Build ID": build.id,
      App: build.app,
      Kind: build.kind,
      Status: build.display_status,
      PID: build.pid,
      Source: build.source,
      By: build.actor,
      Started: at(build.started_at),
      Finished: build.finished_at && at(build.finished_at),
      Duration: build.duration,
      "Exit Code": build.exit_code,
      Release: build.release,
      Log: build.log_path,
    };
    for (const [label, value] of Object.entries(rows))
      if (value !== undefined && value !== null) write(io, `       ${`${label}:`.padEnd(12)}${value}\n`);
  },
});

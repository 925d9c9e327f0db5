#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { run } from "hokku/run";
import { isRunning, logOf, read, records, shown } from "../lib/records.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "builds:output",
  summary: "Show what a build or deploy printed; one that is under way is followed to its end",
  reads: true,
  json: () => (line) => ({ line }),
  args: "<app> [<build-id>]",
  examples: ["dokku builds:output node-app", "dokku builds:output node-app 01j8c4xv7bk5w3"],
  run: async ({ words: { app, "build-id": id = "current" }, io }) => {
    const found = id === "current" ? records(app, io.env).find(isRunning) : read(app, id, io.env);
    if (!found && id === "current") return step(io, "App not currently deploying");
    if (!found) throw new Exit(1, `No build record found for ${app}/${id}; see: dokku builds:list ${app}`);
    const log = logOf(app, found.id, io.env);
    if (!existsSync(log)) throw new Exit(1, `What ${found.id} printed is not there (any more): ${log}`);
    const goesOn = isRunning(shown(found, io.env));
    const words = goesOn ? ["--lines=1000", "--follow", `--pid=${found.pid}`, "--sleep-interval=0.2"] : ["--lines=+1"];
    const code = await run(io, "tail", [...words, "--", log], { input: "" });
    if (code !== 0) throw new Exit(code);
  },
  text: () => {},
});

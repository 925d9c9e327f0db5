#!/usr/bin/env hokku
import { answer, command, Exit, trigger } from "hokku";

/** A one-off container, as a scheduler's `scheduler-run-list` tells of it. */
interface Run {
  readonly name: string;
  readonly state: string;
  readonly command: string;
  readonly created_at: string;
}

export default command({
  name: "run:list",
  summary: "List the one-off containers of an app",
  reads: true,
  args: "<app>",
  flags: {
    format: { type: "string", value: "stdout|json", summary: "answer with JSON" },
    quiet: { type: "boolean", summary: "no heading" },
  },
  run: async ({ words: { app }, flags: { format = "stdout", quiet }, io, json }): Promise<Run[]> => {
    if (format !== "stdout" && format !== "json") throw new Exit(2, `--format is stdout or json, not ${JSON.stringify(format)}`);
    const env = { ...io.env, ...(quiet && { DOKKU_QUIET_OUTPUT: "1" }) };
    const scheduler = await answer(io, "scheduler-detect", app);
    if (json) return JSON.parse((await answer(io, "scheduler-run-list", scheduler, app, "json")) || "[]");
    await trigger({ ...io, env }, "scheduler-run-list", scheduler, app, format);
    return [];
  },
  text: () => {},
});

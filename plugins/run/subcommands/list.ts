#!/usr/bin/env hokku
import { answer, command, Exit, trigger } from "hokku";

export default command({
  name: "run:list",
  summary: "List the one-off containers of an app",
  args: "<app>",
  flags: {
    format: { type: "string", value: "stdout|json", summary: "answer with JSON" },
    quiet: { type: "boolean", summary: "no heading" },
  },
  run: async ({ words: { app }, flags: { format = "stdout", quiet }, io, json }) => {
    if (format !== "stdout" && format !== "json") throw new Exit(2, `--format is stdout or json, not ${JSON.stringify(format)}`);
    const env = { ...io.env, ...(quiet && { DOKKU_QUIET_OUTPUT: "1" }) };
    const scheduler = await answer(io, "scheduler-detect", app);
    if (json) return JSON.parse((await answer(io, "scheduler-run-list", scheduler, app, "json")) || "[]");
    await trigger({ ...io, env }, "scheduler-run-list", scheduler, app, format);
  },
  text: () => {},
});

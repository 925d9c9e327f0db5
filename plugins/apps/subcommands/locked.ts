#!/usr/bin/env hokku
import { command, Exit, write } from "hokku";
import { isLocked } from "../lib/lock.ts";

export default command({
  name: "apps:locked",
  summary: "End with exit code 0 where deploys of an app are blocked, else with 1",
  reads: true,
  args: "<app>",
  examples: ["dokku apps:locked node-app"],
  run: ({ words: { app }, io }) => {
    if (!isLocked(app, io.env)) throw new Exit(1, "Deploy lock does not exist");
    return { app, locked: true };
  },
  text: (_, io) => (io.env.DOKKU_QUIET_OUTPUT ? undefined : write(io, "Deploy lock exists\n")),
});

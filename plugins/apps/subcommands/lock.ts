#!/usr/bin/env hokku
import { command, step } from "hokku";
import { lock } from "../lib/lock.ts";

export default command({
  name: "apps:lock",
  summary: "Block deploys of an app",
  args: "<app>",
  examples: ["dokku apps:lock node-app"],
  run: ({ words: { app }, io }) => {
    lock(app, io.env);
    step(io, "Deploy lock created");
    return { app, locked: true };
  },
  text: () => {},
});

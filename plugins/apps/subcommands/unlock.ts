#!/usr/bin/env hokku
import { command, Exit, step, trouble } from "hokku";
import { whoDeploys } from "hokku/deploy/lock";
import { deploying, unlock } from "../lib/lock.ts";

export default command({
  name: "apps:unlock",
  summary: "Allow deploys of an app again; a deploy under way goes on",
  args: "<app>",
  examples: ["dokku apps:unlock node-app"],
  run: ({ words: { app }, io }) => {
    const holder = deploying(app, io.env);
    if (holder) trouble(`That is not what apps:lock has set: ${whoDeploys(app, holder)}`);
    if (!unlock(app, io.env)) throw new Exit(1, `Unable to remove deploy lock: ${app} has none`);
    step(io, "Deploy lock removed");
    return { app, locked: false };
  },
  text: () => {},
});

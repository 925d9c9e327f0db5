#!/usr/bin/env hokku
import { command, Exit, step, trouble } from "hokku";
import { deployLock, whoDeploys } from "hokku/deploy/lock";
import { heldBy } from "hokku/lock";

const { rmSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "git:unlock",
  summary: "Remove the lock that a deploy has left behind",
  args: "<app>",
  flags: { force: { type: "boolean", summary: "also when the deploy is still running" } },
  run: ({ words: { app }, flags: { force }, io }) => {
    const path = deployLock(app, io.env);
    const holder = heldBy(path);
    if (holder && !force)
      throw new Exit(1, `${whoDeploys(app, holder)}, or remove the lock under it: dokku git:unlock --force ${app}`);
    if (holder) trouble(`${holder.what} goes on as process ${holder.pid}`);
    rmSync(path, { force: true });
    step(io, "Deploy lock removed");
    return { app, wasHeld: Boolean(holder) };
  },
  text: () => {},
});

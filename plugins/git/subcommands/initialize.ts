#!/usr/bin/env hokku
import { command, step } from "hokku";
import { deployBranch } from "../lib/branch.ts";
import { initialize } from "../lib/repository.ts";

export default command({
  name: "git:initialize",
  summary: "Make an app's git repository, or write its hook anew",
  args: "<app>",
  run: async ({ words: { app }, io }) => {
    step(io, `Initializing git repository for ${app}`);
    await initialize(io, app, deployBranch(app, io.env), { anew: true });
    return { app };
  },
  text: () => {},
});

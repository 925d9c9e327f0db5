#!/usr/bin/env hokku
import { command, headline, step } from "hokku";
import { removeStale } from "../lib/state.ts";

export default command({
  name: "letsencrypt:cleanup",
  summary: "Remove certificates of an app that do not count any more",
  args: "<app>",
  examples: ["dokku letsencrypt:cleanup node-app"],
  run: ({ words: { app }, io }) => {
    const removed = removeStale(app, io.env);
    headline(io, `Cleaning up stale certificate directories for ${app}`);
    step(io, `  - current config hash ${removed.current}`);
    for (const one of removed.stale) step(io, `  - stale directory ${one}`);
    return { app, ...removed };
  },
  text: () => {},
});

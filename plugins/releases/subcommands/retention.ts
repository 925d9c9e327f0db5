#!/usr/bin/env hokku
import { command, step, write } from "hokku";
import { prune } from "../lib/prune.ts";
import { releases } from "../lib/records.ts";
import settings from "../lib/settings.ts";

export default command({
  name: "releases:retention",
  summary: "Let go of what is beyond the number of images to keep, and say what is left to roll back to",
  args: "<app>",
  examples: ["dokku releases:set node-app retention 3", "dokku releases:retention node-app"],
  run: async ({ words: { app }, io }) => {
    const pruned = await prune(io, app, { wait: true });
    if (pruned.length) step(io, `Let go of ${pruned.map((version) => `v${version}`).join(", ")}`);
    const kept = releases(app, io.env).flatMap((one) => (one.pruned ? [] : one.version));
    return { app, retention: Number(settings.of(app, "retention", io.env)), kept, pruned };
  },
  text: ({ retention, kept }, io) =>
    write(
      io,
      `${retention} images are kept; there is a way back to: ${kept.map((version) => `v${version}`).join(" ") || "none"}\n`,
    ),
});

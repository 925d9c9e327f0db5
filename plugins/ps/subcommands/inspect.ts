#!/usr/bin/env hokku
import { answer, command, write } from "hokku";
import { asData, spelt } from "hokku/json";

export default command({
  name: "ps:inspect",
  summary: "Show what Docker knows of an app's containers, secrets masked",
  reads: true,
  args: "<app>",
  run: async ({ words: { app }, io }) => {
    const text = await answer(io, "scheduler-inspect", await answer(io, "scheduler-detect", app), app);
    const containers: unknown[] = text ? JSON.parse(text) : [];
    return containers.map(asData);
  },
  text: (containers, io) => write(io, `${JSON.stringify(spelt(containers), null, 4)}\n`),
});

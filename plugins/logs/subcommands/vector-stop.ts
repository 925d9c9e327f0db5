#!/usr/bin/env hokku
import { command, detail, step } from "hokku";
import { removeVector } from "../lib/vector.ts";

export default command({
  name: "logs:vector-stop",
  summary: "Stop and remove Vector; logs are no longer sent",
  examples: ["dokku logs:vector-stop"],
  run: async ({ io }) => {
    step(io, "Stopping and removing vector container");
    const stopped = await removeVector(io);
    if (!stopped) detail(io, "It was not there");
    return { stopped };
  },
  text: () => {},
});

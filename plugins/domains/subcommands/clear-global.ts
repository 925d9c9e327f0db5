#!/usr/bin/env hokku
import { command, step } from "hokku";
import { changeGlobal } from "../lib/global.ts";

export default command({
  name: "domains:clear-global",
  summary: "Detach all domains from the host",

  examples: ["dokku domains:clear-global"],
  run: ({ io }) => {
    step(io, "Cleared domains of the host");
    return changeGlobal(io, () => []);
  },
  text: () => {},
});

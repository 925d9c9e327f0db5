#!/usr/bin/env hokku
import { command, step } from "hokku";
import { trace } from "../lib/trace.ts";

export default command({
  name: "trace:on",
  summary: "Show what happens in every command from now on",
  run: ({ io }) => {
    step(io, "Enabling trace mode");
    return trace(io, true);
  },
  text: () => {},
});

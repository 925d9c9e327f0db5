#!/usr/bin/env hokku
import { command, step } from "hokku";
import { trace } from "../lib/trace.ts";

export default command({
  name: "trace:off",
  summary: "Be quiet again about what happens in commands",
  run: ({ io }) => {
    step(io, "Disabling trace mode");
    return trace(io, false);
  },
  text: () => {},
});

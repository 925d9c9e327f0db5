#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { showPage } from "hokku/usage";
import { trace } from "../lib/trace.ts";

/** Contract: 0.3.9 to 0.17. */
export default command({
  name: "trace",
  summary: "The same as trace:on and trace:off, as people said before 2019",
  args: "[<on|off>]",
  hidden: true,
  isGroup: true,
  run: ({ words, io }) => {
    const wanted = words["on|off"];
    if (wanted === undefined) return showPage("trace", io);
    if (wanted !== "on" && wanted !== "off") throw new Exit(2, `trace: on or off, not ${JSON.stringify(wanted)}`);
    return trace(io, wanted === "on");
  },
  text: () => {},
});

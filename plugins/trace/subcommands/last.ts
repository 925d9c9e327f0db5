#!/usr/bin/env hokku
import { command, write } from "hokku";
import { newest } from "../lib/requests.ts";
import { chromeTrace, showTimeline } from "../lib/timeline.ts";

export default command({
  name: "trace:last",
  summary: "Show what the newest request on this host took: which hooks of which plugins ran, when, and for how long",
  reads: true,
  flags: { chrome: { type: "boolean", summary: "print it for chrome://tracing or ui.perfetto.dev instead" } },
  examples: ["dokku trace:last", "dokku trace:last --chrome >trace.json"],
  run: ({ flags, io }) => {
    const request = newest(io);
    if (flags.chrome) write(io, `${JSON.stringify(chromeTrace(request))}\n`);
    return flags.chrome ? undefined : request;
  },
  text: (request, io) => request && showTimeline(request, io),
});

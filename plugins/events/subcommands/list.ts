#!/usr/bin/env hokku
import { command, headline, trouble, write } from "hokku";
import { isRecording, recorded } from "../lib/recording.ts";

export default command({
  name: "events:list",
  summary: "List the triggers that are recorded",
  reads: true,
  run: ({ io }) => (isRecording(io.env) ? [...recorded].sort() : []),
  text: (names, io) => {
    if (!names.length) return trouble("Events logger disabled");
    headline(io, "Events currently logged");
    for (const name of names) write(io, `${name}\n`);
  },
});

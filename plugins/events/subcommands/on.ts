#!/usr/bin/env hokku
import { command, write } from "hokku";
import { exclusively } from "hokku/exclusive";
import { keepSwitch, recorded, startRecording } from "../lib/recording.ts";

export default command({
  name: "events:on",
  summary: "Record every trigger, with who caused it",
  run: async ({ io }) => {
    write(io, "Enabling dokku events logger\n");
    await exclusively(io, "events", "--global", () => startRecording(io.env));
    keepSwitch(io.env, true);
    return { recording: true, triggers: recorded.length };
  },
  text: () => {},
});

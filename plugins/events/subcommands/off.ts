#!/usr/bin/env hokku
import { command, write } from "hokku";
import { exclusively } from "hokku/exclusive";
import { keepSwitch, stopRecording } from "../lib/recording.ts";

export default command({
  name: "events:off",
  summary: "Record triggers no longer; what was recorded stays",
  run: async ({ io }) => {
    write(io, "Disabling dokku events logger\n");
    keepSwitch(io.env, false);
    await exclusively(io, "events", "--global", () => stopRecording(io.env));
    return { recording: false };
  },
  text: () => {},
});

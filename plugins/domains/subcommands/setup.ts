#!/usr/bin/env hokku
import { command } from "hokku";
import { setUp } from "../lib/set-up.ts";

export default command({
  name: "domains:setup",
  summary: "Give an app without domains its default ones",
  args: "<app>",
  hidden: true,
  run: ({ words: { app }, io }) => setUp(io, app),
});

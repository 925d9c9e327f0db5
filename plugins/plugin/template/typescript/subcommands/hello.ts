#!/usr/bin/env hokku
import { command, step } from "hokku";
import settings from "../lib/settings.ts";

export default command({
  name: "greet:hello",
  summary: "Say hello to an app",
  args: "<app>",
  reads: true,
  examples: ["dokku greet:hello node-app"],
  run: ({ words: { app }, io }) => ({ app, greeting: `${settings.of(app, "word", io.env)}, ${app}` }),
  text: ({ greeting }, io) => step(io, greeting),
});

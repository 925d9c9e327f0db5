#!/usr/bin/env hokku
import { command, write } from "hokku";
import { isActive } from "../lib/state.ts";

export default command({
  name: "letsencrypt:active",
  summary: "Say whether an app is served with a certificate of letsencrypt: true or false",
  args: "<app>",
  reads: true,
  examples: ["dokku letsencrypt:active node-app"],
  run: ({ words: { app }, io }) => ({ app, active: isActive(app, io.env) }),
  text: ({ active }, io) => write(io, `${active}\n`),
});

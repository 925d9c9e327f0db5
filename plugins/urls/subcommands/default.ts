#!/usr/bin/env hokku
import { command, write } from "hokku";
import { addresses } from "hokku/addresses";

export default command({
  name: "urls",
  summary: "Print all addresses of an app",
  reads: true,
  args: "<app>",
  examples: ["dokku urls node-app"],
  run: ({ words: { app }, io }) => addresses(io, app, "urls"),
  text: (found, io) => write(io, found.map((address) => `${address}\n`).join("")),
});

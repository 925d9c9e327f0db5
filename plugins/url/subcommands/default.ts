#!/usr/bin/env hokku
import { command, write } from "hokku";
import { addresses } from "hokku/addresses";

export default command({
  name: "url",
  summary: "Print the first address of an app",
  reads: true,
  args: "<app>",
  examples: ["dokku url node-app"],
  run: ({ words: { app }, io }) => addresses(io, app, "url"),
  text: (found, io) => write(io, found.map((address) => `${address}\n`).join("")),
});

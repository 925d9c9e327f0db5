#!/usr/bin/env hokku
import { command } from "hokku";
import { uninstallPair } from "../lib/install.ts";

export default command({
  name: "certs:remove",
  summary: "Remove an app's certificate and key",
  args: "<app>",
  examples: ["dokku certs:remove node-app"],
  run: ({ words: { app }, io }) => uninstallPair(io, app),
});

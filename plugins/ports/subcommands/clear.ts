#!/usr/bin/env hokku
import { command, trigger } from "hokku";
import { clearPorts } from "../lib/clear.ts";

export default command({
  name: "ports:clear",
  summary: "Remove all port mappings of an app",
  args: "<app>",
  run: async ({ words: { app }, io }) => {
    clearPorts(app, io.env);
    await trigger(io, "post-proxy-ports-update", app, "clear");
  },
});

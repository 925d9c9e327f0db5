#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { procfileOf, withPort } from "./lib/procfile.ts";

export default hook("procfile-get-command", (io, app, type, port = "5000") => {
  const line = procfileOf(app, io.env)?.get(type);
  if (line) write(io, `${withPort(line, port || "5000")}\n`);
});

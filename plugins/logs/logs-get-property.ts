#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import logs from "./lib/settings.ts";

export default hook("logs-get-property", (io, app, key) => {
  if (key !== "max-size") throw new Exit(1, `${key} is no property others may ask for; there is: max-size`);
  write(io, `${logs.of(app, key, io.env)}\n`);
});

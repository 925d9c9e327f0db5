#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { isAsWritten } from "hokku/deploy/as-written";
import { appEnvironment } from "hokku/environment";
import { expanded } from "./lib/expand.ts";
import { procfileOf, withPort } from "./lib/procfile.ts";

/** Contract: variables are filled in, and one that the app has not is empty. As written, quotes and the container's own variables still count. */
export default hook("procfile-get-command", (io, app, type, given = "") => {
  const line = procfileOf(app, io.env)?.get(type);
  if (!line) return;
  const port = given || "5000";
  if (isAsWritten(io)) return write(io, `${withPort(line, port)}\n`);
  const variables = new Map(Object.entries({ PS: type, PORT: port, ...appEnvironment(app, io.env) }));
  write(io, `${expanded(line, (key) => variables.get(key))}\n`);
});

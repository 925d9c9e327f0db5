#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { EVERY, mounted } from "./lib/attachment.ts";
import { dockerOption } from "./lib/mount.ts";

/** A one-off container is of no process type: it has what every one has. */
export default hook("docker-args-run", (io, app) => {
  const here = mounted(io.env, app, "run").filter(({ attachment: { process_type: only = EVERY } }) => only === EVERY);
  answerOptions(
    io,
    here.map((one) => dockerOption(one, io.env)),
  );
});

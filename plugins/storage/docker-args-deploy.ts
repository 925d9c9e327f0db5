#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { EVERY, mounted } from "./lib/attachment.ts";
import { dockerOption } from "./lib/mount.ts";

export default hook("docker-args-deploy", (io, app, _tag, type) => {
  const here = mounted(io.env, app, "deploy").filter(
    ({ attachment: { process_type: only = EVERY } }) => only === EVERY || only === type,
  );
  answerOptions(
    io,
    here.map((one) => dockerOption(one, io.env)),
  );
});

#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";

export default hook("docker-args-process-run", (io, _app, kind) =>
  answerOptions(io, kind === "pack" ? ["--entrypoint launcher"] : []),
);

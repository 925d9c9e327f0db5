#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { runOptions } from "./lib/options.ts";
import { amounts, DEFAULTS } from "./lib/store.ts";

/** Contract: `DOKKU_OMIT_RESOURCE_ARGS=1` asks for containers without limits. */
export default hook("docker-args-process-deploy", (io, app, _source, _tag, type = DEFAULTS) => {
  const omit = io.env.DOKKU_OMIT_RESOURCE_ARGS === "1";
  const of = (kind: "limit" | "reserve") => amounts(io.env, app, type, kind);
  answerOptions(io, omit ? [] : runOptions(of("limit"), of("reserve")));
});

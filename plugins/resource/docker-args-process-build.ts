#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { buildOptions } from "./lib/options.ts";
import { ownAmounts } from "./lib/store.ts";

/** A build has the limits of the process type `build` and no others: what is enough to run is seldom enough to compile. */
export default hook("docker-args-process-build", (io, app, builder) => {
  const omit = io.env.DOKKU_OMIT_RESOURCE_ARGS === "1";
  answerOptions(io, omit ? [] : buildOptions(ownAmounts(io.env, app, "build", "limit"), builder));
});

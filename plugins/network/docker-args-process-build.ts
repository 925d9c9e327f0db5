#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { initialNetwork } from "./lib/initial.ts";

/** `docker build` knows no networks of one's own; builds that run in a container do. */
export default hook("docker-args-process-build", (io, app, builder) =>
  answerOptions(io, builder === "dockerfile" ? [] : initialNetwork(io.env, app)),
);

#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { answerStored } from "./lib/answer.ts";
import { EVERY } from "./lib/store.ts";

/** The options of one process type; those of every type are the answer to `docker-args-deploy`. */
export default hook("docker-args-process-deploy", (io, app, _source, _tag, type) =>
  type && type !== EVERY ? answerStored(io, app, "deploy", "", type) : answerOptions(io, []),
);

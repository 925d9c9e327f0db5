#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerStored } from "./lib/answer.ts";

/** What one process type has of its own is the answer to `docker-args-process-deploy`. */
export default hook("docker-args-deploy", (io, app) => answerStored(io, app, "deploy"));

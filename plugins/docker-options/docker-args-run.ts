#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerStored } from "./lib/answer.ts";

export default hook("docker-args-run", (io, app) => answerStored(io, app, "run"));

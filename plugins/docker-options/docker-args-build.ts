#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerStored } from "./lib/answer.ts";

export default hook("docker-args-build", (io, app, builder) => answerStored(io, app, "build", builder));

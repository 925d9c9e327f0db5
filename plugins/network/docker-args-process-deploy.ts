#!/usr/bin/env hokku
import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { initialNetwork } from "./lib/initial.ts";

export default hook("docker-args-process-deploy", (io, app) => answerOptions(io, initialNetwork(io.env, app)));

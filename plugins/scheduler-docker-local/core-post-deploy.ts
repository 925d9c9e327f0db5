#!/usr/bin/env hokku
import { hook } from "hokku";
import { extracted } from "hokku/deploy/extracted";

export default hook("core-post-deploy", (io, app) => extracted("scheduler-docker-local", "CHECKS", app, io.env).settle());

#!/usr/bin/env hokku
import { hook, step } from "hokku";
import settings from "./lib/settings.ts";

export default hook("post-deploy", (io, app) => step(io, `${settings.of(app, "word", io.env)}, ${app}: you are out`));

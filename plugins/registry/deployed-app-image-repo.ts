#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { repository } from "./lib/names.ts";

export default hook("deployed-app-image-repo", (io, app) => write(io, `${repository(io.env, app)}\n`));

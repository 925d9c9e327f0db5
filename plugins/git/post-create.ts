#!/usr/bin/env hokku
import { hook } from "hokku";
import { deployBranch } from "./lib/branch.ts";
import { initialize } from "./lib/repository.ts";

export default hook("post-create", (io, app) => initialize(io, app, deployBranch(app, io.env)));

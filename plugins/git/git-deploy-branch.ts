#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { deployBranch } from "./lib/branch.ts";

export default hook("git-deploy-branch", (io, app) => write(io, `${deployBranch(app, io.env)}\n`));

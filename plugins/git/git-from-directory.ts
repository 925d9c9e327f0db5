#!/usr/bin/env hokku
import { hook } from "hokku";
import { deployDirectory } from "./lib/directory.ts";

/** Commits a folder's files to the deploy branch and deploys them. Contract: `git-from-directory`, 0.24. */
export default hook("git-from-directory", (io, app, source, name, email) => deployDirectory(io, app, source, { name, email }));

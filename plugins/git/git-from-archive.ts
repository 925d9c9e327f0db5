#!/usr/bin/env hokku
import { hook } from "hokku";
import { deployArchive } from "./lib/from-archive.ts";

/** Commits an archive's files to the deploy branch and deploys them. Contract: `git-from-archive`, 0.25.5. */
export default hook("git-from-archive", (io, app, url, type, name, email) => deployArchive(io, app, url, type, { name, email }));

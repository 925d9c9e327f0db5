#!/usr/bin/env hokku
import { join } from "node:path";
import { Exit, hook } from "hokku";
import dockerfile from "./lib/settings.ts";

const { realpathSync, renameSync, statSync } = process.getBuiltinModule("node:fs");

/** Puts a Dockerfile of another name or place where docker looks for it. Contract: property `dockerfile-path`. */
export default hook("core-post-extract", ({ env }, app, source) => {
  const path = dockerfile.of(app, "dockerfile-path", env).replace(/^\/+/, "");
  const wanted = join(source, path);
  if (path === "Dockerfile") return;
  if (!statSync(wanted, { throwIfNoEntry: false })?.isFile() || !realpathSync(wanted).startsWith(`${realpathSync(source)}/`))
    throw new Exit(
      1,
      `dockerfile-path ${path} is no file of the pushed source; change it: dokku builder-dockerfile:set ${app} dockerfile-path <path>`,
    );
  renameSync(wanted, join(source, "Dockerfile"));
});

#!/usr/bin/env hokku
import { Exit, hook } from "hokku";
import { moveInSource } from "hokku/source-file";
import dockerfile from "./lib/settings.ts";

/** Puts a Dockerfile of another name or place where docker looks for it. Contract: property `dockerfile-path`. */
export default hook("core-post-extract", ({ env }, app, source) => {
  const path = dockerfile.of(app, "dockerfile-path", env).replace(/^\/+/, "");
  if (path === "Dockerfile" || moveInSource(source, path, "Dockerfile")) return;
  throw new Exit(
    1,
    `dockerfile-path ${path} is no file of the pushed source; change it: dokku builder-dockerfile:set ${app} dockerfile-path <path>`,
  );
});

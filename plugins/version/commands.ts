#!/usr/bin/env hokku
import type { Executable } from "hokku";

/** `dokku --version` and `dokku -v`, as people type them everywhere. */
const answer: Executable = async ([name = "", ...words], io) => {
  if (name !== "--version" && name !== "-v") return 10;
  const { default: version } = await import("./subcommands/default.ts");
  return version(["version", ...words], io);
};

export default answer;

#!/usr/bin/env hokku
import type { Executable } from "hokku";
import version from "./subcommands/default.ts";

/** `dokku --version` and `dokku -v`, as people type them everywhere. */
const answer: Executable = ([name = "", ...words], io) =>
  name === "--version" || name === "-v" ? version(["version", ...words], io) : 10;

export default answer;

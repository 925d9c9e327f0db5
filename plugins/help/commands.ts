#!/usr/bin/env hokku
import type { Executable } from "hokku";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * Answers `X:help`, and bare `X` with nothing behind it, for every plugin that has commands but no answer of its own to that.
 * It is asked after each `git push` too, so what is no plugin's name costs nothing.
 */
const answer: Executable = async ([name = "", ...args], io) => {
  const { PLUGIN_CORE_ENABLED_PATH, PLUGIN_ENABLED_PATH, PLUGIN_PATH } = io.env;
  const [, word] = /^([^:]+)(:help)?$/.exec(name) ?? [];
  const rooms = [PLUGIN_PATH, PLUGIN_ENABLED_PATH, PLUGIN_CORE_ENABLED_PATH];
  if (!word || (args.length && word === name) || !rooms.some((room) => existsSync(`${room}/${word}`))) return 10;
  const { answerFor } = await import("./lib/answer.ts");
  return answerFor(io, word, name);
};

export default answer;

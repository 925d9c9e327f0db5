#!/usr/bin/env hokku
import { existsSync } from "node:fs";
import type { Executable } from "hokku";
import { isReading } from "./lib/reading.ts";

/**
 * Judges and writes down what somebody asks for. What a command then asks for in its turn was judged with it.
 * Every command waits for this hook, so it loads the rest only where a key is limited or something changes.
 */
const answer: Executable = async ([_user, name = "", command = "", ...words], { env }) => {
  if (env.DOKKU_PID && env.DOKKU_PID !== String(process.pid)) return undefined;
  if (isReading(command) && !existsSync(`${env.DOKKU_LIB_ROOT}/config/user-auth`)) return undefined;
  const { judge } = await import("./lib/judge.ts");
  judge(name, command, words, env);
  return undefined;
};

export default answer;

#!/usr/bin/env hokku
import type { Executable } from "hokku";
import { Exit } from "hokku";
import { gone, today } from "./lib/today.ts";

/**
 * Answers command names that Dokku had between 2013 and 2023, for scripts and plugins that still say them.
 * A name that an enabled plugin answers itself never gets here.
 */
const commands: Executable = async ([command = "", ...rest], io) => {
  const args = io.env.DOKKU_APP_NAME ? [io.env.DOKKU_APP_NAME, ...rest] : rest;
  const sentence = gone.get(command);
  if (sentence) throw new Exit(1, `${command} is no more: ${sentence}`);
  if (/^(build|receive|release|deploy)$/.test(command)) return (await import("./lib/deploy.ts")).steps(io, command, args);
  if (/^tags(:|$)/.test(command)) return (await import("./lib/tags.ts")).tags(io, command, args);
  const words = today.get(command)?.(args);
  if (!words) return 10;
  if (process.stderr.isTTY) process.stderr.write(` !     ${command} is called ${words[0]} now\n`);
  const { run } = await import("hokku/run");
  return run(io, "dokku", words, { env: { DOKKU_APP_NAME: "" } });
};

export default commands;

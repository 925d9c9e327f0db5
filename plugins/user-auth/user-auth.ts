#!/usr/bin/env hokku
import type { Executable } from "hokku";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * Judges and writes down what somebody asks for. What a command then asks for in its turn was judged with it.
 * Every command waits for this hook, so it loads the rest only where a key is limited or something changes.
 */
const answer: Executable = async ([_user, name = "", command = "", ...words], { env }) => {
  if (env.DOKKU_PID && env.DOKKU_PID !== String(process.pid)) return undefined;
  if (isReading(command) && !existsSync(`${env.DOKKU_LIB_ROOT}/config/user-auth`)) return undefined;
  const { judge } = await import("./lib/judge.ts");
  await judge(name, command, words, env);
  return undefined;
};

export default answer;

/**
 * Last words of commands that change nothing, in our plugins as in everybody's: `config:get`, `redis:info`, `logs:failed`. They only decide
 * what is not written down, as that has to be known before anything is loaded; what a key may do, the commands' declarations say.
 */
const WORDS = new Set([
  "access-logs",
  "active",
  "app-links",
  "auth-status",
  "bundle",
  "error-logs",
  "exists",
  "export",
  "failed",
  "get",
  "help",
  "info",
  "inspect",
  "keys",
  "last",
  "linked",
  "links",
  "list",
  "list-entries",
  "locked",
  "logs",
  "output",
  "public-key",
  "report",
  "runs",
  "search",
  "show",
  "show-conf",
  "show-config",
  "status",
  "url",
  "urls",
  "verify",
  "version",
]);

/** Commands of one word that change nothing. */
const BARE = new Set([
  "apps",
  "config",
  "domains",
  "events",
  "git-upload-archive",
  "git-upload-pack",
  "help",
  "logs",
  "ls",
  "plan",
  "releases",
  "report",
  "url",
  "urls",
  "version",
]);

/** Whether a command only reads, by its name. One that nobody has named here is taken for one that changes things. */
export function isReading(command: string): boolean {
  const colon = command.lastIndexOf(":");
  return colon < 0 ? BARE.has(command) || /^-(h|-help|v|-version)$/.test(command) : WORDS.has(command.slice(colon + 1));
}

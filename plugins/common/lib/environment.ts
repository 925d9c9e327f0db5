import { join } from "node:path";
import { Exit, type Io } from "../../../core/execute.ts";
import { appRoot } from "./apps.ts";
import { parseEnvironment } from "./environment-text.ts";
import { readText } from "./files.ts";
import { GLOBAL } from "./scope.ts";

type Env = Io["env"];

/** Longest `KEY=value` that Linux hands to a program, in bytes: 32 pages, less the closing zero. */
export const LONGEST_VARIABLE = 32 * 4096 - 1;

/**
 * What an app's containers and builds see: the global variables, then the app's own. Contract: `config` adds nothing to
 * `docker-args-deploy` and `-run`; whoever makes a container asks here and passes it with `hokku/container-environment`, which
 * keeps newlines and quotes and shows no value in a process list. A variable too long for Linux is refused by name.
 */
export function appEnvironment(app: string, env: Env): Record<string, string> {
  const variables = new Map([...readEnvironment(GLOBAL, env), ...readEnvironment(app, env)]);
  for (const [key, value] of variables) {
    if (tooLong(key, value)) throw new Exit(1, `${key} of ${app} cannot be handed to a program: ${tooLong(key, value)}`);
  }
  return Object.fromEntries(variables);
}

/** Says why no program can get a variable, or undefined where one can. */
export function tooLong(key: string, value: string): string | undefined {
  if (value.length * 3 + key.length < LONGEST_VARIABLE) return undefined;
  const bytes = Buffer.byteLength(`${key}=${value}`);
  if (bytes <= LONGEST_VARIABLE) return undefined;
  return `it has ${bytes} bytes and Linux allows ${LONGEST_VARIABLE}; keep it in a file and mount that: dokku storage:mount`;
}

/** The variables of one app, or of `--global`, by key. */
export function readEnvironment(scope: string, env: Env): Map<string, string> {
  const { first, second } = environmentFiles(scope, env);
  for (const path of [first, second]) {
    const text = readText(path);
    if (text !== undefined) return parseEnvironment(text, path);
  }
  return new Map();
}

/** Where variables are kept. */
export interface EnvironmentFiles {
  /** `$DOKKU_ROOT/<app>/ENV` or `$DOKKU_ROOT/ENV`, where we write and every release before 0.38 did. */
  readonly ours: string;
  /** `$DOKKU_LIB_ROOT/config/<app>/ENV`, where releases since 0.38 write. */
  readonly newer: string;
  /** Property file by which those say that theirs counts and the other is left over. */
  readonly mark: string;
  readonly first: string;
  readonly second: string;
}

/** The files of a scope, `first` being the one that counts when both are there. */
export function environmentFiles(scope: string, env: Env): EnvironmentFiles {
  const config = join(env.DOKKU_LIB_ROOT ?? "", "config");
  const ours = join(scope === GLOBAL ? (env.DOKKU_ROOT ?? "") : appRoot(scope, env), "ENV");
  const newer = join(config, scope, "ENV");
  const mark = join(config, "config", scope, "env-migrated");
  const moved = readText(mark)?.trim() === "true";
  return { ours, newer, mark, first: moved ? newer : ours, second: moved ? ours : newer };
}

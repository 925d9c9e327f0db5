import { join } from "node:path";
import { Exit, type Io } from "../../../core/execute.ts";
import { appRoot } from "./apps.ts";
import { readText } from "./files.ts";
import { withRevision } from "./revision.ts";
import { GLOBAL } from "./scope.ts";
import { trouble } from "./talk.ts";

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

/** The variables of one app, or of `--global`, by key; inside a deploy the commit that is being deployed is among them. */
export const readEnvironment = (scope: string, env: Env): Map<string, string> =>
  withRevision(scope, env, storedEnvironment(scope, env));

/** The same as they are stored, for those who change them. */
export function storedEnvironment(scope: string, env: Env): Map<string, string> {
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

/** What the key of a variable may look like. */
export const KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

const OURS = /export ([A-Za-z_][A-Za-z0-9_]*)='([^']*)'\n/y;
const NOTHING = /[ \t\r]*(?:#[^\n]*)?(?:\n|$)/y;
const BEGINNING = /[ \t]*(?:export[ \t]+)?([^\s=]+)=/y;
const PIECE = /'[^']*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|\\[\s\S]|[^\s'"\\]+/y;
const LINE = /[^\n]*/y;

/**
 * Reads variables as any era wrote them: `export KEY='value'` with `'\''` inside, `KEY="value"` with backslashes (`\n` is a
 * newline), `KEY=value` up to the end of its line. Values may go over many lines within quotes; nothing is expanded.
 * A line that is no assignment is a warning naming the file; a quote that never closes is refused, lest a rewrite lose something.
 */
export function parseEnvironment(text: string, file: string): Map<string, string> {
  const variables = new Map<string, string>();
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  // As we write it, but for quotes within: one pattern has to be compiled for that, which is felt in `config:get`, instead of five.
  for (let found = next(OURS); found; found = next(OURS)) variables.set(found[1] ?? "", found[2] ?? "");
  while (at < text.length) {
    if (next(NOTHING)) continue;
    const [, key = ""] = next(BEGINNING) ?? [];
    const value = !key || !/['"]/.test(text[at] ?? "") ? plain(next(LINE)?.[0] ?? "") : quoted(next, () => text[at], key, file);
    if (KEY.test(key)) variables.set(key, value);
    else trouble(`${file}: a line without KEY=value was skipped${key && ` (${JSON.stringify(key)})`}`);
    if (text[at] === "\n") at++;
    else next(LINE);
  }
  return variables;
}

function plain(rest: string): string {
  return rest.replace(/(^|\s)#.*/, "").trim();
}

function quoted(next: (pattern: RegExp) => RegExpExecArray | null, now: () => string | undefined, key: string, file: string) {
  let value = "";
  for (let piece = next(PIECE)?.[0]; piece; piece = next(PIECE)?.[0]) value += unquoted(piece);
  if (/['"]/.test(now() ?? "")) throw new Exit(1, `${file}: the quote after ${key}= never closes; repair the file by hand`);
  return value;
}

function unquoted(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1);
  if (piece.startsWith("\\")) return piece.slice(1);
  if (!piece.startsWith('"')) return piece;
  return piece.slice(1, -1).replace(/\\([\s\S])/g, (_, c: string) => (c === "n" ? "\n" : c === "r" ? "\r" : c));
}

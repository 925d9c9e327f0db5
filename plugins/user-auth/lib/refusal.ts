import type { Io } from "hokku";
import { isApp } from "hokku/apps";
import type { Declaration } from "hokku/command";
import { declarationOf } from "./declaration.ts";
import type { Limits } from "./limits.ts";

/** What somebody asks for, and what their key is held to. */
export interface Asked {
  readonly limits: Limits;
  readonly command: string;
  readonly words: readonly string[];
  readonly env: Io["env"];
}

/** Says why a key may not do it, or nothing where it may. What it may stands in the commands' own declarations. */
export async function refusal(asked: Asked): Promise<string | undefined> {
  const { limits, command, words, env } = asked;
  if (limits.commands?.some((pattern) => matches(pattern, command))) return undefined;
  const declared = await declarationOf(command, env);
  const open = EVERYONES.test(command) || (declared ? declared.reads : GITS_READING.test(command));
  if (limits.access === "read" && !open)
    return declared || GITS_OWN.test(command) ? "it is for reading only" : `it is for reading only, and ${undeclared(command)}`;
  if (limits.access === "read" && declared?.showsSecret?.(words)) return "it is for reading only, and this shows a private key";
  return limits.apps && beyondApps(asked, limits.apps, declared);
}

/** `redis:info`, or `redis:*` for all of a plugin. */
const matches = (pattern: string, command: string): boolean =>
  pattern === command || (pattern.endsWith(":*") && command.startsWith(pattern.slice(0, -1)));

/** What git itself asks for over SSH; no plugin's file, so nowhere declared. */
const GITS_OWN = /^git-(receive-pack|upload-pack|upload-archive)$/;

/** Those of them that change nothing. */
const GITS_READING = /^git-upload-(pack|archive)$/;

const undeclared = (command: string): string =>
  `what this does is nowhere declared; the host's owner may allow it: dokku user-auth:set <key> commands ${command}`;

/** What every key may ask: it names no app, but for `ls`, and `apps:list` shows those the key may name. */
const EVERYONES = /^(help|version|apps|apps:list|ls|[\w-]+:help|--?(h|help|v|version))$/;

/** Commands all of whose arguments are apps. */
const ALL_APPS = /^apps:(clone|rename)$/;

/** Commands whose later words are another program's. */
const OTHERS_WORDS = /^(run|run:detached|enter)$/;

function beyondApps(
  { command, words, env }: Asked,
  apps: readonly string[],
  declared: Declaration | undefined,
): string | undefined {
  const isListed = command !== "ls" || words.every((word) => apps.includes(word));
  if (EVERYONES.test(command) && isListed) return undefined;
  if (!declared && !GITS_OWN.test(command)) return `it is limited to apps, and ${undeclared(command)}`;
  if (declared && reachesHost(declared, words)) return "it is limited to apps, and this reaches the host";
  if (!OTHERS_WORDS.test(command) && words.some(meansAll)) return `it is limited to the apps ${apps.join(", ")}`;
  const named = [...namedApps(command, words, env)];
  if (!named.length) return "it is limited to apps; name the app first, before any flags";
  const other = named.find((app) => !apps.includes(app));
  return other === undefined
    ? undefined
    : `it is limited to the apps ${apps.join(", ")}, and this names ${JSON.stringify(other)}`;
}

/** Whether a command's first argument is no app, or it says itself that it goes further. */
function reachesHost({ args = "", reachesHost: further = false }: Declaration, words: readonly string[]): boolean {
  return !/^\[?<(old-)?app>/.test(args) || (typeof further === "function" ? further(words) : further);
}

/** `--all`, `--global`, and short flags together, as in `-Ap`. */
const meansAll = (word: string): boolean => /^(--(all|global)(=.*)?|-[A-Za-z]*[Aa][A-Za-z]*)$/.test(word);

/** Flags that take no value in any command, so that the word after them is the app. */
const ALONE = new Set(["--force", "--json", "--merged", "--no-restart", "--quiet", "--skip-deploy", "--tail"]);

/** Every app that the command may turn out to mean. */
function* namedApps(command: string, words: readonly string[], env: Io["env"]): Generator<string> {
  const at = words.findIndex((word) => !ALONE.has(word) && !/^--[a-z-]+=/.test(word));
  const first = words[at];
  if (env.DOKKU_APP_NAME) {
    yield env.DOKKU_APP_NAME;
    if (first && isApp(first, env)) yield first;
  } else if (first && !first.startsWith("-")) yield command.startsWith("git-") ? repository(first) : first;
  if (ALL_APPS.test(command)) yield* words.filter((word) => !word.startsWith("-"));
}

/** The app in the path of a git URL. */
const repository = (path: string): string =>
  path
    .replace(/^'(.*)'$/, "$1")
    .replace(/^~?\//, "")
    .replace(/\/$/, "")
    .replace(/\.git$/, "");

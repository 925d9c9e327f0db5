import type { Io } from "hokku";
import type { Declaration, Understood } from "hokku/declaration";
import { ALL } from "hokku/scope";
import { declared } from "./declaration.ts";
import type { Limits } from "./limits.ts";

/** What somebody asks for, and what their key is held to. */
export interface Asked {
  readonly limits: Limits;
  readonly command: string;
  readonly words: readonly string[];
  readonly env: Io["env"];
}

/** Says why a key may not do it, or nothing where it may. What it may stands in the commands' own declarations. */
export async function refusal({ limits, command, words, env }: Asked): Promise<string | undefined> {
  if (limits.commands?.some((pattern) => matches(pattern, command))) return undefined;
  if (EVERYONES.test(command)) return undefined;
  const apps = limits.apps ?? [];
  if (GITS_OWN.test(command)) {
    if (limits.access === "read" && !GITS_READING.test(command)) return READING;
    return limits.apps && beyond(apps, [repository(words[0]), env.DOKKU_APP_NAME]);
  }
  const found = await declared(command, words, env);
  if (!found) return `it is ${limits.apps ? "limited to apps" : "for reading only"}, and ${undeclared(command)}`;
  const { declaration, understood } = found.command;
  const asked = understood(found.words, env);
  if (asked.flags.help) return undefined;
  if (limits.access === "read" && !declaration.reads) return READING;
  if (limits.access === "read" && declaration.showsSecret?.(asked)) return `${READING}, and this shows a secret`;
  if (!limits.apps) return undefined;
  if (reachesHost(declaration, asked)) return "it is limited to apps, and this reaches the host";
  const named = asked.flags.all ? [ALL] : appsIn(asked);
  return declaration.eachVisible && !named.length ? undefined : beyond(apps, named);
}

const READING = "it is for reading only";

/** `redis:info`, or `redis:*` for all of a plugin. */
const matches = (pattern: string, command: string): boolean =>
  pattern === command || (pattern.endsWith(":*") && command.startsWith(pattern.slice(0, -1)));

/** What git itself asks for over SSH; no plugin's file, so nowhere declared. */
const GITS_OWN = /^git-(receive-pack|upload-pack|upload-archive)$/;

/** Those of them that change nothing. */
const GITS_READING = /^git-upload-(pack|archive)$/;

const undeclared = (command: string): string =>
  `what this does is nowhere declared; the host's owner may allow it: dokku user-auth:set <key> commands ${command}`;

/** What every key may ask. */
const EVERYONES = /^(help|version|[\w-]+:help|--?(h|help|v|version))$/;

/** What is wrong with the apps that a command names, for a key that may name some. */
function beyond(mine: readonly string[], named: readonly (string | undefined)[]): string | undefined {
  const apps = named.flatMap((app) => app || []);
  const other = apps.find((app) => !mine.includes(app));
  if (other === ALL) return `it is limited to the apps ${mine.join(", ")}`;
  if (other !== undefined) return `it is limited to the apps ${mine.join(", ")}, and this names ${JSON.stringify(other)}`;
  return apps.length ? undefined : "it is limited to apps; name the app";
}

/** Whether a command's first argument is no app, or it says itself that it goes further. */
function reachesHost({ args = "", eachVisible, reachesHost: further = false }: Declaration, asked: Understood): boolean {
  return (!eachVisible && !/^\[?<(old-)?app>/.test(args)) || (typeof further === "function" ? further(asked) : further);
}

/** Every argument that is an app, by the names that declarations give those. */
const appsIn = ({ words }: Understood): string[] =>
  Object.entries(words).flatMap(([name, value]) => (/^((old|new)-)?app$/.test(name) ? value || [] : []));

/** The app in the path of a git URL. */
const repository = (path = ""): string =>
  path
    .replace(/^'(.*)'$/, "$1")
    .replace(/^~?\//, "")
    .replace(/\/$/, "")
    .replace(/\.git$/, "");

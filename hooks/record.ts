import { type Io, type Span, spans } from "../core/execute.ts";
import { appendLine, isApp, trigger } from "./hook.ts";

const { existsSync, renameSync, statSync } = process.getBuiltinModule("node:fs");

/** The log may grow so far, in bytes; then it becomes `trace.jsonl.1`, in place of the one before. */
const LIMIT = 5_000_000;

/** A command and what ran for it; times in ms, the first since 1970, those of the steps since the command began. */
export interface Recorded {
  /** The same for all commands that one request of somebody's has led to. */
  readonly request: string;
  readonly began: number;
  readonly ms: number;
  readonly command: string;
  /** "" where it is about none. */
  readonly app: string;
  /** The name of the key, or `default` where somebody is logged in. */
  readonly actor: string;
  readonly code: number;
  readonly steps: readonly {
    /** "" for a program that is no plugin's. */
    readonly plugin: string;
    readonly hook: string;
    readonly at: number;
    readonly ms: number;
    readonly code: number;
  }[];
}

/** Where commands are written down, one line of JSON each. */
export const traceLog = (env: Io["env"]): string => `${env.DOKKU_LOGS_DIR ?? "/var/log/dokku"}/trace.jsonl`;

/**
 * Writes down the command that ends: which executables ran for it and how long. Words are not kept, so no secret is. A log that cannot be
 * written to is no reason to fail.
 */
export default async function record([command = "", ...words]: string[], io: Io): Promise<undefined> {
  const { env } = io;
  const now = process.uptime();
  const mine = spans.filter(([file]) => !file.startsWith(`${env.HOKKU_PATH}/hooks/`));
  const line: Recorded = {
    request: env.HOKKU_REQUEST ?? "",
    began: Math.round(Date.now() - now * 1000),
    ms: Math.round(now * 1000),
    command,
    app:
      [env.DOKKU_APP_NAME ?? "", ...words.slice(0, 2)]
        .map((word) => word.replace(/^\/|\.git$/g, ""))
        .find((word) => isApp(word, env)) ?? "",
    actor: env.SSH_NAME ?? "",
    code: Number(process.exitCode ?? 0),
    steps: mine.map((span) => step(span, now)),
  };
  const file = traceLog(env);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT) renameSync(file, `${file}.1`);
  appendLine(file, `${JSON.stringify(line)}\n`);
  for (const [plugin, hook, ms] of slow(mine, env)) await trigger(io, "hook-slow", plugin, hook, String(ms));
}

/** Nobody waits for what is shorter, in milliseconds, so nothing is loaded to say it. */
const SHORT = 100;

/** The hooks of the host's own plugins that are worth a look. Those that set a plugin up take their time, and are no part of another's work. */
function slow(mine: readonly Span[], { PLUGIN_PATH = "", PLUGIN_CORE_ENABLED_PATH = "" }: Io["env"]): [string, string, number][] {
  return mine.flatMap(([file, began, ended = began]): [string, string, number][] => {
    const ms = Math.round((ended - began) * 1000);
    if (ms < SHORT || !file.startsWith(`${PLUGIN_PATH}/`)) return [];
    const [, plugin = "", hook = ""] = /^\/(?:enabled\/)?([^/]+)\/([^/]+?)(?:\.ts)?$/.exec(file.slice(PLUGIN_PATH.length)) ?? [];
    const isWork = hook && !/^(commands|install|dependencies|update|uninstall)$/.test(hook);
    return isWork && !existsSync(`${PLUGIN_CORE_ENABLED_PATH}/${plugin}`) ? [[plugin, hook, ms]] : [];
  });
}

function step([file, began, ended, code]: Span, now: number): Recorded["steps"][number] {
  const [, plugin = "", hook = ""] = /(?:([^/]+)\/(?:(?:root-|local-)?subcommands\/)?)?([^/]+?)(?:\.ts)?$/.exec(file) ?? [];
  return { plugin, hook, at: tenths(began), ms: tenths((ended ?? now) - began), code: code ?? 1 };
}

/** Milliseconds, with one digit behind the point. */
const tenths = (seconds: number): number => Math.round(seconds * 10_000) / 10;

import type { Io } from "../../../core/execute.ts";
import { knownProperty, properties } from "./properties.ts";
import { type Schema, WHOLE, YES_NO } from "./report-schema.ts";

/** What is an app's own: a `value` means nothing outside of its setting (a number, a switch, a name), a `text` is for its own programs. */
const OWN = ["value", "text", "path in the app"] as const;

/** What a value is. What is the host's, or somebody else's, is not for keys limited to apps. */
export type Kind = (typeof OWN)[number] | "path of the host" | "program of the host" | "image" | "address" | "network" | "plugin";

/** One setting of a plugin. Contract: Dokku's properties, by their names and defaults. */
export interface Setting {
  readonly is: Kind;
  /** What it is for, in a line of help. */
  readonly summary: string;
  /** What counts where neither the app nor the host has set it; "" when left out. */
  readonly default?: string | ((app: string) => string);
  /** Whether a report that shows everything masks it. */
  readonly secret?: true;
  /** Where it can be set; for one app and for all (`both`) when left out. */
  readonly scope?: "app" | "global" | "both";
  /** What its value is for `--json`, where that is not text. */
  readonly schema?: Schema;
  /** Says in a sentence what is wrong with a value; it is not asked about the empty value, which unsets. */
  readonly refuse?: (value: string) => string | undefined;
  /** The same for a value that comes with an SSH key, any key: what only the host itself may set. */
  readonly refuseToKeys?: (value: string) => string | undefined;
  /** How a refusal begins, where Dokku has words that scripts look for: `Invalid restart-policy specified`. */
  readonly refused?: string;
}

/** All settings of a plugin, by their keys. */
export interface Settings<K extends string = string> {
  readonly plugin: string;
  readonly known: Readonly<Record<K, Setting>>;
  /** What counts for an app: its own value, else that of all apps, else the default. */
  readonly of: (app: string, key: K, env: Io["env"]) => string;
  /** What somebody has set, for the app or for all; "" where nobody has. */
  readonly chosen: (app: string, key: K, env: Io["env"]) => string;
  /** What is set for an app, or with `--global` for all; "" where nothing is. */
  readonly own: (scope: string, key: K, env: Io["env"]) => string;
  /** What counts where nothing is set. */
  readonly fallback: (app: string, key: K) => string;
}

/**
 * Declares the settings of a plugin, once: in its `lib/settings.ts`, where all others find them as `hokku/settings/<plugin>`.
 *
 *     export default settings("ps", { "stop-timeout-seconds": whole("...", { default: "30" }), ... });
 *     ps.of(app, "stop-timeout-seconds", io.env)
 */
export function settings<const S extends Readonly<Record<string, Setting>>>(
  plugin: string,
  known: S,
): Settings<keyof S & string> {
  type K = keyof S & string;
  const fallback = (app: string, key: K): string => usual(known[key], app);
  const chosen = (app: string, key: K, env: Io["env"]): string => properties(plugin, env).computed(app, key);
  return {
    plugin,
    known,
    fallback,
    chosen,
    own: (scope, key, env) => properties(plugin, env).get(scope, key),
    of: (app, key, env) => chosen(app, key, env) || fallback(app, key),
  };
}

/** The default of a setting, for an app. */
function usual({ default: fallback = "" }: Partial<Setting> = {}, app: string): string {
  return typeof fallback === "string" ? fallback : fallback(app);
}

/** A setting that is refused unless it matches; `how` says what to use instead. What `more` refuses is refused as well. */
export const matching = (summary: string, pattern: RegExp, how: string, more: Partial<Setting> = {}): Setting => ({
  is: "value",
  summary,
  ...more,
  refuse: (value) => (pattern.test(value) ? more.refuse?.(value) : how),
});

/** `true` or `false`. */
export const yesNo = (summary: string, more: Partial<Setting> = {}): Setting =>
  matching(summary, /^(true|false)$/, "use true or false", { schema: YES_NO, ...more });

/** A whole number, of at most nine digits. */
export const whole = (summary: string, more: Partial<Setting> = {}): Setting =>
  matching(summary, /^\d{1,9}$/, "use a whole number", { schema: WHOLE, ...more });

/** A path inside the app's source. */
export const pathInApp = (summary: string, more: Partial<Setting> = {}): Setting => ({
  is: "path in the app",
  summary,
  refuse: (value) => (value.split("/").includes("..") ? "it has to be within the source, without .." : undefined),
  ...more,
});

/** What help says of each: its key, and what it is for with where it can be set and what counts otherwise. */
export const explained = (known: Readonly<Record<string, Setting>>): [key: string, text: string][] =>
  Object.entries(known)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, setting]) => {
      const { scope, summary } = setting;
      const where = scope === "app" ? "only for an app" : scope === "global" ? "only with --global" : "";
      const more = [usual(setting, "<app>"), where].filter(Boolean).join("; ");
      return [key, more ? `${summary} (${more})` : summary];
    });

/** A key that somebody has typed, where the plugin knows it; any other is refused with those there are. */
export const knownKey = <K extends string>({ known }: Settings<K>, key: string): K =>
  knownProperty(key, Object.keys(known).sort()) as K;

/** Whether a value of that kind is the host's or somebody else's. */
export const reachesHost = ({ is }: Setting): boolean => !OWN.some((kind) => kind === is);

import { type Executable, Exit, type Io } from "../../../core/execute.ts";
import { hook } from "../../../hooks/hook.ts";
import { existingApp } from "./apps.ts";
import { command } from "./command.ts";
import type { Command } from "./declaration.ts";
import { typed } from "./json.ts";
import { as, ownKey, type ReportSchema, reportSchema, type Schema } from "./report-schema.ts";
import { GLOBAL } from "./scope.ts";
import type { Settings } from "./settings.ts";
import { headline, trouble, write } from "./talk.ts";
import { visibleApps } from "./visible-apps.ts";

/** Where a value is shown: among the others for people, alone as it was asked for by its flag, or for programs. */
export type Shown = "report" | "flag" | "json";

/** Finds one value of a report, as text; `app` is `--global` in a global report. `schema` says what else it is for `--json`. */
export type Ask = ((io: Io, app: string, shown: Shown) => string | Promise<string>) & { readonly schema?: Schema };

/** Values by flag without its dashes: `ps-restart-policy`, `deployed`. */
export type Keys = Readonly<Record<string, Ask>>;

/** A secret as it is shown. Contract: Dokku's mask. */
export const masked = (io: Io, shown: Shown, value: string): string => (isTold(io, shown) || value === "" ? value : "*******");

/** Whether a value that is nobody's to read over a shoulder is shown. Contract: to a program on the host itself; Dokku shows it to keys too. */
export const isTold = ({ env }: Io, shown: Shown): boolean => env.FINGERPRINT === undefined && shown !== "report";

type Fields = Readonly<Record<string, string | boolean>>;

/** What a report shows. */
export interface Report {
  readonly plugin: string;
  /** The word in "<app> <type> information" and before the keys, where it is not the plugin's name (`app` for `apps`). */
  readonly type?: string;
  readonly summary?: string;
  readonly keys: Keys;
  /** Makes `--global` a report too. */
  readonly globalKeys?: Keys;
  /** Further values whose flags are only known at run time: `status-web.1`. */
  readonly more?: (io: Io, app: string, shown: Shown) => Fields | Promise<Fields>;
  /** Whether a global report has them too. */
  readonly moreGlobal?: true;
  /** Fields that only JSON has: lists. */
  readonly json?: (io: Io, app: string) => Readonly<Record<string, unknown>>;
  /** Labels begin with a small letter. */
  readonly smallLabels?: boolean;
}

/**
 * Makes the two executables of a report. Contract: Dokku's `:report`, its flags, its padding, and its JSON keys, which stand
 * both with and without the plugin's prefix.
 *
 *     // plugins/ps/lib/report.ts
 *     export const psReport = report({ plugin: "ps", keys: { deployed: (io, app) => ..., ...settingKeys(ps) } });
 *     // plugins/ps/subcommands/report.ts:  #!/usr/bin/env hokku  ...  export default psReport.command;
 *     // plugins/ps/report.ts:              #!/usr/bin/env hokku  ...  export default psReport.hook;
 *
 * `ps:report [<app>] [--<key>] [--format stdout|json]`: one key prints its bare value and asks for no other; without an app
 * every visible app is reported, as JSON one object a line, with the app's name as `app`.
 */
export function report(what: Report): {
  readonly command: Command;
  readonly hook: Executable;
  readonly schema: () => ReportSchema;
} {
  const schema = () => reportSchema(what);
  const reporting = command({
    name: `${what.plugin}:report`,
    summary: what.summary ?? `Show the ${what.plugin} settings of one app or of all`,
    args: "[<app>] [<key>]",
    reads: true,
    eachVisible: true,
    app: "any",
    flags: { format: { type: "string", value: "stdout|json", summary: "answer with JSON, one object for each app" } },
    arrange: (given, env) => sorted(given, env, what),
    examples: [`dokku ${what.plugin}:report node-app`, `dokku ${what.plugin}:report node-app --format json`],
    run: ({ words: { app, key }, flags: { format = "stdout" }, io, json }) =>
      json ? answerTyped(what, io, app || undefined, key) : answerAll(what, io, app || undefined, key, format),
    schema,
    text: () => {},
  });
  return {
    command: reporting,
    hook: hook("report", (io, app) => printPlain(what, io, app)),
    schema,
  };
}

/**
 * Three keys for each setting, as most reports show them: `<plugin>-<key>` (set for the app), `<plugin>-global-<key>` and
 * `<plugin>-computed-<key>`, which alone falls back to the default. In a global report the first is left out.
 */
export function settingKeys<K extends string>(
  { plugin, known, own, of }: Settings<K>,
  { global = false, only = Object.keys(known) as K[] }: { readonly global?: boolean; readonly only?: readonly K[] } = {},
): Keys {
  const keys: Record<string, Ask> = {};
  for (const key of only) {
    const put = (name: string, ask: Ask) => {
      keys[`${plugin}-${name}`] = as(known[key].schema, ask);
    };
    if (!global) put(key, ({ env }, app) => own(app, key, env));
    put(`global-${key}`, ({ env }) => own(GLOBAL, key, env));
    put(`computed-${key}`, ({ env }, app) => of(app, key, env));
  }
  return keys;
}

/** Puts the app and the one asked key behind `--`, where they are arguments; what the parser knows stays in front. */
function sorted(args: string[], env: Io["env"], { plugin }: Report): string[] {
  const known: string[] = [];
  let app = env.DOKKU_APP_NAME ? [] : [""];
  const keys: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? "";
    if (word === "--format") known.push(word, args[++at] ?? "");
    else if (word === "--json") known.push(word);
    else if (/^(--help|-h|--format=.*)$/.test(word)) known.push(word);
    else if (word === GLOBAL) app = [GLOBAL];
    else if (word.startsWith("--")) keys.push(word);
    else if (app[0]) throw new Exit(2, `${plugin}:report: one app at a time, not ${app[0]} and ${word}`);
    else app = [word];
  }
  if (keys.length > 1) throw new Exit(2, `${plugin}:report command allows only a single flag, not ${keys.join(" ")}`);
  return [...known, "--", ...app, ...keys];
}

async function answerAll(what: Report, io: Io, app: string | undefined, key: string | undefined, format: string): Promise<void> {
  if (format !== "stdout" && format !== "json") throw new Exit(2, `--format is stdout or json, not ${JSON.stringify(format)}`);
  if (format === "json" && key) throw new Exit(2, `--format flag cannot be specified when specifying an info flag, as ${key} is`);
  const one = (name: string): Promise<void> => {
    if (key) return printOne(what, io, name, key.slice(2));
    return format === "json" ? printJson(what, io, name, !app) : printPlain(what, io, name);
  };
  if (app) return one(app === GLOBAL ? app : existingApp(app, io.env));
  const all = await visibleApps(io);
  if (!all.length) trouble("You haven't deployed any applications yet; begin with: dokku apps:create <app>");
  for (const name of all) await one(name);
}

/** For `--json`: values as what they are, each under one key, without the plugin's prefix; of all apps a list. */
async function answerTyped(what: Report, io: Io, app: string | undefined, key: string | undefined): Promise<unknown> {
  if (key) {
    const name = app === undefined ? "" : scope(app, io);
    return asData(keysFor(what, name)[key.slice(2)], await oneValue(what, io, name, key.slice(2)));
  }
  const one = async (name: string) =>
    new Map<string, unknown>([...(name === GLOBAL ? [] : [["app", name] as const]), ...(await typedRows(what, io, name))]);
  if (app) return one(scope(app, io));
  return Promise.all((await visibleApps(io)).map(one));
}

const scope = (app: string, { env }: Io): string => (app === GLOBAL ? app : existingApp(app, env));

async function typedRows(what: Report, io: Io, app: string): Promise<[string, unknown][]> {
  const keys = keysFor(what, app);
  const rows = await collect(what, io, app, "json");
  const lists = app === GLOBAL ? [] : Object.entries(what.json?.(io, app) ?? {});
  return [...rows.map(([key, value]): [string, unknown] => [key, asData(keys[key], value)]), ...lists].map(([key, value]) => [
    ownKey(what, key),
    value,
  ]);
}

/** A value as what its key says it is; a number or a switch that is not set is null. */
function asData(ask: Ask | undefined, value: string | boolean): unknown {
  if (!ask?.schema || typeof value === "boolean") return value;
  if (ask.schema.type === "array") return JSON.parse(value);
  return value === "" ? null : typed(value);
}

function keysFor({ plugin, keys, globalKeys }: Report, app: string): Keys {
  if (app !== GLOBAL) return keys;
  if (!globalKeys) throw new Exit(1, `${plugin}:report knows apps only, not --global`);
  return globalKeys;
}

async function collect(what: Report, io: Io, app: string, shown: Shown): Promise<[string, string | boolean][]> {
  const rows: [string, string | boolean][] = [];
  for (const [key, ask] of Object.entries(keysFor(what, app))) rows.push([key, await ask(io, app, shown)]);
  if (app !== GLOBAL || what.moreGlobal) rows.push(...Object.entries((await what.more?.(io, app, shown)) ?? {}));
  return rows.sort(([a], [b]) => (a < b ? -1 : 1));
}

async function printOne(what: Report, io: Io, app: string, key: string): Promise<void> {
  write(io, `${await oneValue(what, io, app, key)}\n`);
}

async function oneValue(what: Report, io: Io, app: string, key: string): Promise<string | boolean> {
  const keys = keysFor(what, app);
  const more = Object.hasOwn(keys, key) ? {} : await what.more?.(io, app, "flag");
  const value = Object.hasOwn(keys, key) ? await keys[key]?.(io, app, "flag") : own(more, key);
  if (value === undefined) {
    const valid = Object.keys({ ...keys, ...more }).sort();
    throw new Exit(1, `Invalid flag passed, valid flags: ${valid.map((name) => `--${name}`).join(", ")}`);
  }
  return value;
}

/** A field, and never what all objects have. */
function own(fields: Fields | undefined, key: string): string | boolean | undefined {
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

async function printJson(what: Report, io: Io, app: string, named: boolean): Promise<void> {
  const { plugin, type = plugin } = what;
  const object: Record<string, unknown> = { ...(named && { app }), ...(app !== GLOBAL && what.json?.(io, app)) };
  for (const [key, value] of await collect(what, io, app, "json")) {
    object[key] = String(value);
    if (key.startsWith(`${type}-`)) object[key.slice(type.length + 1)] = String(value);
  }
  write(io, `${JSON.stringify(object)}\n`);
}

async function printPlain(what: Report, io: Io, app: string): Promise<void> {
  const rows = await collect(what, io, app, "report");
  const width = Math.max(31, ...rows.map(([key]) => key.length + 2));
  headline(io, `${app} ${what.type ?? what.plugin} information`);
  for (const [key, value] of rows) write(io, `       ${label(key, what.smallLabels).padEnd(width)}${value}\n`);
}

/** `ps-restart-policy` as people read it: `Ps restart policy:`. */
function label(key: string, small = false): string {
  const words = key.replace(/[-.]/g, " ");
  if (small) return `${words}:`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}:`;
}

import { type Executable, Exit, type Io } from "../../../core/execute.ts";
import {
  ALL,
  type AnyRequest,
  type Command,
  type Declaration,
  type Flag,
  type Given,
  type Request,
  type Understood,
} from "./declaration.ts";
import { write } from "./talk.ts";
import type { Words } from "./words-of.ts";

export { Exit };

/**
 * Declares a command. The result of `run` is what `--json` (or `--format json`) prints, the words that were given where there is none;
 * see `spelt` for how. What is thrown is then printed as JSON too. Exit codes: 2 wrong usage, 20 app does not exist, and what `run`
 * throws.
 */
export function command<const A extends string, const F extends Record<string, Flag>, R, L>(
  declared: Declaration<A, F, R, L>,
): Command<R, L> {
  const declaration = declared as unknown as Declaration;
  const { arrange = (given: string[]) => given } = declared;
  const answer: Executable = async ([, ...args], io) => {
    const { values, positionals } = parse(declaration, arrange(args, io.env));
    if (values.help && declaration.isGroup) return (await import("./usage.ts")).showPage(declaration.name, io);
    if (values.help) return void write(io, (await import("./usage.ts")).usage(declaration, io));
    const json = values.json === true || (values.format === "json" && !declaration.flags?.format);
    if (!declaration.flags?.format && !/^(stdout|text|json)$/.test(String(values.format ?? "text")))
      throw new Exit(1, `Invalid output format specified, supported formats: json, stdout; not ${JSON.stringify(values.format)}`);
    if (values.plan && !declared.flags?.plan) return planned(declaration, json ? ["--json", ...args] : args, io);
    const words = (await existing(declaration, positionals, io)) as Words<A>;
    const request = { words, flags: values as Request<A, F>["flags"], io, json };
    if (json) return (await import("./answer-json.ts")).answerJson(declaration, request as AnyRequest, values.json !== true);
    const result = await declared.run(request);
    if (declared.text) declared.text(result, io);
    else if (typeof result === "string") write(io, `${result}\n`);
    return undefined;
  };
  const failing: Executable = (args, io) =>
    Promise.resolve(answer(args, io)).catch((error: unknown) => {
      throw asks("--json", declaration, args.slice(1)) ? Object.assign(Object(error), { json: true }) : error;
    });
  const understood = (args: string[], env: Io["env"]): Understood => {
    const { values, positionals } = parse(declaration, arrange(args, env));
    return { words: values.help ? {} : named(declaration, positionals, env), flags: values as Understood["flags"] };
  };
  return Object.assign(failing, { declaration, understood });
}

/** Has the plugin `plan` show what the command would do, which is written down nowhere. */
async function planned(declaration: Declaration, args: string[], io: Io): Promise<number | undefined> {
  const why = (await import("./plannable.ts")).whyNotPlanned(declaration.name, io.env, declaration);
  if (why) throw new Exit(2, why);
  const plan: { default: Executable } = await import(`${io.env.PLUGIN_CORE_ENABLED_PATH}/plan/subcommands/default.ts`);
  return plan.default(["plan", declaration.name, ...args], io);
}

/** Whether a flag that all commands have is among the words, as far as they are this command's and not another program's. */
function asks(flag: "--json" | "--plan", declaration: Declaration, args: string[]): boolean {
  const end = declaration.verbatim === "program" ? endOfFlags(args, { ...EVERYONES, ...declaration.flags }) : args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).includes(flag);
}

interface Parsed {
  readonly values: Record<string, unknown>;
  readonly positionals: string[];
}

function parse(declaration: Declaration, given: string[]): Parsed {
  const { name, flags = {}, verbatim } = declaration;
  const all: Record<string, Flag> = { ...EVERYONES, ...flags };
  const front = verbatim === true ? (["--json", "--plan"] as const).filter((flag) => asks(flag, declaration, given)) : [];
  const args = [...front, ...given.filter((word) => !front.some((flag) => flag === word))];
  if (!args.some((word) => word.startsWith("-"))) return { values: typed({}, all), positionals: args };
  const options = Object.fromEntries(
    Object.entries(all).map(([flag, { type, short }]) => [
      flag,
      {
        type: type === "boolean" ? ("boolean" as const) : ("string" as const),
        multiple: type === "list",
        ...(short && { short }),
      },
    ]),
  );
  const end = verbatim ? endOfFlags(args, all) : args.length;
  const flagged = withNumbers(args.slice(0, end), all);
  // Importing node:util as a module loads all of it, for 4 ms.
  const { parseArgs } = process.getBuiltinModule("node:util");
  try {
    const { values, positionals } = parseArgs({ args: flagged, options, allowPositionals: true });
    return { values: typed(values, all), positionals: [...positionals, ...args.slice(end)] };
  } catch (error) {
    const why =
      error instanceof Exit ? error.message : String(error instanceof Error ? error.message : error).replace(/\. .*/s, "");
    throw new Exit(2, `${name}: ${why}; see: dokku ${name} --help`);
  }
}

const EVERYONES: Record<string, Flag> = {
  help: { type: "boolean", short: "h", summary: "show this help" },
  json: { type: "boolean", summary: "answer with JSON" },
  format: { type: "string", value: "stdout|json", summary: "the same as --json, in Dokku's spelling" },
  plan: { type: "boolean", summary: "show what it would do, and do nothing" },
};

/** A number below zero is a flag's value, as Go takes it, and no flag of its own. */
function withNumbers(args: readonly string[], flags: Record<string, Flag>): string[] {
  const joined: string[] = [];
  for (const word of args) {
    const before = joined.at(-1) ?? "";
    const takes = before.startsWith("--") && Object.hasOwn(flags, before.slice(2)) && flags[before.slice(2)]?.type !== "boolean";
    if (takes && /^-\d+$/.test(word)) joined.splice(-1, 1, `${before}=${word}`);
    else joined.push(word);
  }
  return joined;
}

/** Index of the first argument that is neither a flag nor a flag's value. */
function endOfFlags(args: string[], flags: Record<string, Flag>): number {
  let at = 0;
  while (args[at]?.startsWith("-") && args[at] !== "--") {
    const word = args[at] ?? "";
    const flag = Object.entries(flags).find(([name, { short }]) => word === `--${name}` || word === `-${short}`)?.[1];
    at += flag && flag.type !== "boolean" ? 2 : 1;
  }
  return at;
}

function typed(values: Record<string, unknown>, flags: Record<string, Flag>): Record<string, unknown> {
  const result: Record<string, unknown> = { ...values };
  for (const [name, { type }] of Object.entries(flags)) {
    if (type === "boolean") result[name] = values[name] === true;
    if (type === "list") result[name] = values[name] ?? [];
    if (type !== "number" || values[name] === undefined) continue;
    if (!/^-?\d+$/.test(String(values[name]))) throw new Exit(2, `--${name} takes a whole number, not ${values[name]}`);
    result[name] = Number(values[name]);
  }
  return result;
}

const placeOfApp = (args: string): number => [...args.matchAll(/<[^>]+>/g)].findIndex(([place]) => place === "<app>");

/** The declared arguments by name, with the app of `dokku --app` put where it belongs. */
function named({ name, args = "", missing }: Declaration, given: string[], env: Io["env"]): Given {
  const at = placeOfApp(args);
  const injected = withApp(env.DOKKU_APP_NAME, at, given, args);
  const words = wordsOf(args, injected, missing);
  if (typeof words === "string") throw new Exit(2, `${name}: ${words}; see: dokku ${name} --help`);
  return words;
}

/** Contract: Dokku's client sends `--app web apps:create web`. Where there is room for one, the second is not another argument. */
function withApp(app: string | undefined, at: number, given: string[], args: string): string[] {
  if (!app || at < 0 || (args === "<app>" && given[0] === app)) return given;
  return given.toSpliced(at, 0, app);
}

/** The same words, where their app is what it has to be; that it is not is said before what else is wrong with them. */
async function existing(declaration: Declaration, given: string[], { env }: Io): Promise<Given> {
  const { app = "exists", args = "" } = declaration;
  const at = placeOfApp(args);
  const name = at < 0 ? "" : env.DOKKU_APP_NAME || given[at];
  if (app !== "any" && name && !(app === "scope" && name === ALL)) {
    const { existingApp, validAppName } = await import("./apps.ts");
    (app === "valid" ? validAppName : existingApp)(name, env);
  }
  return named(declaration, given, env);
}

/** Contract: Dokku's words, which scripts look for. */
const NO_APP = ". Please specify an app to run the command on";

/** Gives each word the name its place declares, or says in a sentence what is missing or too much. */
function wordsOf(args: string, given: readonly string[], said: Declaration["missing"] = {}): Given | string {
  const words: Record<string, string | string[] | undefined> = {};
  const left = [...given];
  for (const [place, open, name = "", , dots] of args.matchAll(/(\[?)<([^>]+)>(\]?)(\.\.\.)?\]?/g)) {
    if (dots) words[name] = left.splice(0);
    else words[name] = left.shift();
    const missing = dots ? words[name]?.length === 0 : !words[name];
    if (missing && !open && said[name]) throw new Exit(1, said[name]);
    if (missing && !open) return `${place.replace(/\.\.\.$/, "")} is missing${name === "app" ? NO_APP : ""}`;
  }
  return left.length ? `too many arguments, beginning with ${JSON.stringify(left[0])}` : words;
}

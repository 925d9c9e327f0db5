import { type Executable, Exit, type Io } from "../../../core/execute.ts";
import type { Setting } from "./settings.ts";
import { write } from "./talk.ts";
import type { Words } from "./words-of.ts";

export { Exit };

/** One flag of a command. `value` names what a string, number or list flag takes, for help. */
export interface Flag {
  readonly type: "boolean" | "string" | "number" | "list";
  readonly summary: string;
  readonly short?: string;
  readonly value?: string;
}

type Value<F extends Flag> = F["type"] extends "boolean"
  ? boolean
  : F["type"] extends "list"
    ? string[]
    : (F["type"] extends "number" ? number : string) | undefined;

/** What `run` is given: the declared arguments and flags, and the io to use. */
export interface Request<A extends string, F extends Record<string, Flag>> {
  readonly words: Words<A>;
  readonly flags: { readonly [K in keyof F]: Value<F[K]> };
  /** While the answer is JSON, its stdout leads to stderr: progress never mixes with data. */
  readonly io: Io;
  /** Whether the answer is JSON, for commands that then ask for something else. */
  readonly json: boolean;
}

export type AnyRequest = Request<string, Record<string, Flag>>;

type Given = Readonly<Record<string, string | string[] | undefined>>;

/** What a command takes somebody's words for, before it looks whether any of it is there. */
export interface Understood<A extends string = string, F extends Record<string, Flag> = Record<string, Flag>> {
  readonly words: string extends A ? Given : Words<A>;
  readonly flags: Request<A, F>["flags"];
}

/** Everything that parsing, refusals, help, completion, the docs page and `--json` need to know of a command. */
export interface Declaration<
  A extends string = string,
  F extends Record<string, Flag> = Record<string, Flag>,
  R = unknown,
  L = unknown,
> {
  /** As people type it: `config:get`. */
  readonly name: string;
  readonly summary: string;
  /** `<app> [<key>...]`: required, optional, repeated. An argument called `app` must exist unless `app` says otherwise. */
  readonly args?: A;
  readonly flags?: F;
  readonly examples?: readonly string[];
  /** What `<app>` has to be: an app that exists (default), a valid name, or anything. */
  readonly app?: "exists" | "valid" | "any";
  /**
   * Flags end at the first argument that is none; what follows is passed on as it is (`docker-options:add`), but for `--json`. For
   * `program` it is another program's words, and its `--json` too (`run`).
   */
  readonly verbatim?: true | "program";
  /**
   * How `--json` answers where that is not with the result: line by line, each line that is printed made an object, or left out where that is
   * undefined; or not at all, as what is printed is another program's own.
   */
  readonly json?: "none" | (() => (line: string) => L);
  /** The JSON Schema of what `--json` prints, for those whose result's type does not tell it. */
  readonly schema?: () => Readonly<Record<string, unknown>>;
  /**
   * Whether it reaches beyond the app that its first argument names, to the host or another app; for some, as what it was asked for has
   * it. Keys limited to apps may not then. A command whose first argument is no app reaches the host anyway.
   */
  readonly reachesHost?: boolean | ((asked: Understood<A, F>) => boolean);
  /** What it can set, where it is a `:set`. */
  readonly settings?: Readonly<Record<string, Setting>>;
  /** Whether it is, where no app is named, about each of those that the caller may see and none else. */
  readonly eachVisible?: true;
  /** Whether it only reads: keys for reading may, others change something. */
  readonly reads?: true;
  /** Whether it shows what a key for reading may not see: a private key. */
  readonly showsSecret?: (asked: Understood<A, F>) => boolean;
  /**
   * Brings the words that were given, without the command's name, into the order of `args`, for contracts in which that cannot be declared.
   */
  readonly arrange?: (given: string[], env: Io["env"]) => string[];
  /** Not shown in help. */
  readonly hidden?: boolean;
  readonly run: (request: Request<A, F>) => R | Promise<R>;
  /** Shows the result to a person; without it strings are printed and everything else was said while running. */
  readonly text?: (result: Awaited<R>, io: Io) => void;
}

/**
 * An executable made from one declaration, which is there for help, completion and docs. `answers` and `line` never have a value: theirs are
 * the types of the result and of a line, of which `scripts/lib/schemas.ts` makes JSON Schemas.
 */
export type Command<R = unknown, L = unknown> = Executable & {
  readonly declaration: Declaration;
  /** Takes the words behind the command's name apart, as `run` would be given them; wrong usage is thrown. */
  readonly understood: (args: string[], env: Io["env"]) => Understood;
  readonly answers?: () => Awaited<R>;
  readonly line?: () => L;
};

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
    if (values.help) return void write(io, (await import("./usage.ts")).usage(declaration, io));
    const words = (await existing(declaration, named(declaration, positionals, io.env), io)) as Words<A>;
    const json = values.json === true || (values.format === "json" && !declaration.flags?.format);
    const request = { words, flags: values as Request<A, F>["flags"], io, json };
    if (json) return (await import("./answer-json.ts")).answerJson(declaration, request as AnyRequest, values.json !== true);
    const result = await declared.run(request);
    if (declared.text) declared.text(result, io);
    else if (typeof result === "string") write(io, `${result}\n`);
    return undefined;
  };
  const failing: Executable = (args, io) =>
    Promise.resolve(answer(args, io)).catch((error: unknown) => {
      throw asksJson(declaration, args.slice(1)) ? Object.assign(Object(error), { json: true }) : error;
    });
  const understood = (args: string[], env: Io["env"]): Understood => {
    const { values, positionals } = parse(declaration, arrange(args, env));
    return { words: values.help ? {} : named(declaration, positionals, env), flags: values as Understood["flags"] };
  };
  return Object.assign(failing, { declaration, understood });
}

/** Whether `--json` is among the words, as far as they are this command's and not another program's. */
function asksJson(declaration: Declaration, args: string[]): boolean {
  const end = declaration.verbatim === "program" ? endOfFlags(args, { ...EVERYONES, ...declaration.flags }) : args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).includes("--json");
}

interface Parsed {
  readonly values: Record<string, unknown>;
  readonly positionals: string[];
}

function parse(declaration: Declaration, given: string[]): Parsed {
  const { name, flags = {}, verbatim } = declaration;
  const all: Record<string, Flag> = { ...EVERYONES, ...flags };
  const json = verbatim === true && asksJson(declaration, given);
  const args = json ? ["--json", ...given.filter((word) => word !== "--json")] : given;
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
  // Importing node:util as a module loads all of it, for 4 ms.
  const { parseArgs } = process.getBuiltinModule("node:util");
  try {
    const { values, positionals } = parseArgs({ args: args.slice(0, end), options, allowPositionals: true });
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
};

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

/** The declared arguments by name, with the app of `dokku --app` put where it belongs. */
function named({ name, args = "" }: Declaration, given: string[], env: Io["env"]): Given {
  const injected = env.DOKKU_APP_NAME && /<app>/.test(args) ? [env.DOKKU_APP_NAME, ...given] : given;
  const words = wordsOf(args, injected);
  if (typeof words === "string") throw new Exit(2, `${name}: ${words}; see: dokku ${name} --help`);
  return words;
}

/** The same words, where their app is what it has to be. */
async function existing({ app = "exists" }: Declaration, words: Given, { env }: Io): Promise<Given> {
  if (typeof words.app !== "string" || app === "any") return words;
  const { existingApp, validAppName } = await import("./apps.ts");
  (app === "exists" ? existingApp : validAppName)(words.app, env);
  return words;
}

/** Gives each word the name its place declares, or says in a sentence what is missing or too much. */
function wordsOf(args: string, given: readonly string[]): Given | string {
  const words: Record<string, string | string[] | undefined> = {};
  const left = [...given];
  for (const [place, open, name = "", , dots] of args.matchAll(/(\[?)<([^>]+)>(\]?)(\.\.\.)?\]?/g)) {
    if (dots) words[name] = left.splice(0);
    else words[name] = left.shift();
    const missing = dots ? words[name]?.length === 0 : !words[name];
    if (missing && !open) return `${place.replace(/\.\.\.$/, "")} is missing`;
  }
  return left.length ? `too many arguments, beginning with ${JSON.stringify(left[0])}` : words;
}

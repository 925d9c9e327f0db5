import type { Executable, Io } from "../../../core/execute.ts";
import type { Setting } from "./settings.ts";
import type { Words } from "./words-of.ts";

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

/** Arguments by their names. */
export type Given = Readonly<Record<string, string | string[] | undefined>>;

/** What a command takes somebody's words for, before it looks whether any of it is there. */
export interface Understood<A extends string = string, F extends Record<string, Flag> = Record<string, Flag>> {
  readonly words: string extends A ? Given : Words<A>;
  readonly flags: Request<A, F>["flags"];
}

/** Stands in for `--global` while the words are parsed, for whoever asks what they were understood as; no app can be called so. */
export const ALL = ":global";

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
  /** What is said, with exit code 1, where an argument is missing, by its name: for contracts that have words of their own. */
  readonly missing?: Readonly<Record<string, string>>;
  readonly flags?: F;
  readonly examples?: readonly string[];
  /** What `<app>` has to be: an app that exists (default), such a one or the stand-in for all, a valid name, or anything. */
  readonly app?: "exists" | "scope" | "valid" | "any";
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
  /** Whether Dokku spreads its answer to `--format json` over lines, as it does for two commands. */
  readonly isSpread?: boolean;
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
  /** Whether it shows what a key for reading may not see: a private key, a password. */
  readonly showsSecret?: (asked: Understood<A, F>) => boolean;
  /**
   * Brings the words that were given, without the command's name, into the order of `args`, for contracts in which that cannot be declared.
   */
  readonly arrange?: (given: string[], env: Io["env"]) => string[];
  /** Not shown in help. */
  readonly hidden?: boolean;
  /** Whether it is only another spelling of one of its plugin's commands, so that its `--help` is the page of them all. */
  readonly isGroup?: boolean;
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

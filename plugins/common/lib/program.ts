import { Exit } from "../../../core/execute.ts";
import { type ProgramFlag, programLine, WrongUsage } from "./program-flags.ts";
import { trouble } from "./talk.ts";

/** One command of a program. */
export interface ProgramCommand {
  readonly summary: string;
  /** Its arguments by name; those that may be left out are in brackets, `[name]`. */
  readonly words?: readonly string[];
  readonly flags?: Readonly<Record<string, ProgramFlag>>;
  /** Answers the exit code; what is no number is 0. What is thrown is printed. */
  run(asked: Asked): unknown;
}

/** What a command was called with. */
export interface Asked {
  readonly words: readonly string[];
  /** Every value of a flag, in order. */
  readonly all: (flag: string) => readonly string[];
  /** A flag's last value, or what counts without. */
  readonly last: (flag: string, otherwise?: string) => string;
  readonly isOn: (flag: string) => boolean;
}

/** A program of Dokku's package, known by its command line. */
export interface Program {
  readonly name: string;
  /** Of the original that this one stands in for. */
  readonly version: string;
  readonly commands: Readonly<Record<string, ProgramCommand>>;
}

/**
 * Runs the command that a program was called with, and answers its exit code. Contract: that of Dokku's programs in Go: `version`, `--version`
 * and `--help` everywhere, 127 for no command or an unknown one, 1 for a failure.
 */
export async function runProgram(program: Program, args: readonly string[]): Promise<number> {
  const { name, version, commands } = program;
  const [first = ""] = args;
  const command = Object.hasOwn(commands, first) ? commands[first] : undefined;
  const flags = args.slice(0, args.includes("--") ? args.indexOf("--") : undefined);
  const help = flags.some((word) => word === "--help" || word === "-h");
  if (/^(version|--version|-v)$/.test(first)) return say(version);
  if (help || !command) {
    const text = command ? helpOf(name, first, command) : helpOfAll(program);
    if (help) return say(text);
    process.stderr.write(`${text}\n`);
    return 127;
  }
  try {
    const code = await command.run(asked(command, args.slice(1)));
    return typeof code === "number" ? code : 0;
  } catch (error) {
    if (!(error instanceof Exit || error instanceof WrongUsage || (error instanceof Error && "code" in error))) throw error;
    if (error.message) trouble(error.message);
    if (error instanceof WrongUsage) trouble(`For additional help try '${name} ${first} --help'`);
    return 1;
  }
}

function asked({ words: names = [], flags = {} }: ProgramCommand, args: readonly string[]): Asked {
  const { words, given } = programLine(args, { ...flags, "no-color": { type: "switch" } });
  const needed = names.filter((name) => !name.startsWith("["));
  if (words.length < needed.length || words.length > names.length) {
    const count = `${needed.length} argument${needed.length === 1 ? "" : "s"}`;
    throw new WrongUsage(
      needed.length ? `This command requires ${count}: ${usageWords(names)}` : "This command takes fewer arguments",
    );
  }
  const all = (flag: string) => given.get(flag) ?? [];
  return {
    words,
    all,
    last: (flag, otherwise = "") => all(flag).at(-1) ?? otherwise,
    isOn: (flag) => all(flag).at(-1) === "true",
  };
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

const usageWords = (names: readonly string[]): string =>
  names.map((name) => (name.startsWith("[") ? name : `<${name}>`)).join(" ");

function helpOf(name: string, command: string, { summary, words = [], flags = {} }: ProgramCommand): string {
  const lines = Object.entries(flags).map(
    ([flag, { type, short }]) => `  ${short ? `-${short}, ` : "    "}--${flag}${type === "value" ? " <value>" : ""}`,
  );
  return [
    `Usage: ${name} ${command} ${usageWords(words)}`.trim(),
    "",
    `  ${summary}`,
    ...(lines.length ? ["", ...lines] : []),
  ].join("\n");
}

function helpOfAll({ name, commands }: Program): string {
  const lines = Object.entries(commands).map(([command, { summary }]) => `    ${command.padEnd(10)} ${summary}`);
  const version = `    ${"version".padEnd(10)} Shows the version of ${name} this one stands in for`;
  return [`Usage: ${name} [--version] [--help] <command> [<args>]`, "", "Available commands are:", ...lines, version].join("\n");
}

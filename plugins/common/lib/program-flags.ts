/** A flag of a program: the word that follows is its value, or it is a switch. */
export interface ProgramFlag {
  readonly type: "value" | "switch";
  readonly short?: string;
}

/** A command line that cannot be understood. */
export class WrongUsage extends Error {}

/** A command line taken apart: the words that are no flags, and what each flag was given, in order; `true` or `false` for a switch. */
export interface ProgramLine {
  readonly words: readonly string[];
  readonly given: ReadonlyMap<string, readonly string[]>;
}

type Flags = Readonly<Record<string, ProgramFlag>>;

/**
 * Reads flags as programs in Go do: `-f x`, `-fx`, `-f=x`, `-pf x`, `--file x`, `--file=x`, before, after and between words; `--` ends
 * them, and a value may begin with `-`.
 */
export function programLine(args: readonly string[], flags: Flags): ProgramLine {
  const rest = [...args];
  const words: string[] = [];
  const given = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const one = flags[name]?.type === "switch" ? String(isTrue(name, value)) : value;
    given.set(name, [...(given.get(name) ?? []), one]);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") words.push(...rest.splice(0));
    else if (word.startsWith("--")) readLong(word, rest, flags, add);
    else if (word.startsWith("-") && word.length > 1) readShort(word, rest, flags, add);
    else words.push(word);
  }
  return { words, given };
}

type Add = (name: string, value: string) => void;

function readLong(word: string, rest: string[], flags: Flags, add: Add): void {
  const [, name = "", value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  if (!Object.hasOwn(flags, name)) throw new WrongUsage(`unknown flag: --${name}`);
  add(name, value ?? (flags[name]?.type === "value" ? following(rest, word) : "true"));
}

function readShort(word: string, rest: string[], flags: Flags, add: Add): void {
  for (let at = 1; at < word.length; at++) {
    const [name, flag] = Object.entries(flags).find(([, { short }]) => short === word.charAt(at)) ?? [];
    if (name === undefined) throw new WrongUsage(`unknown shorthand flag: '${word.charAt(at)}' in ${word}`);
    const tail = word.slice(at + 1);
    const isAssigned = tail.startsWith("=") && tail.length > 1;
    if (flag?.type === "value" || isAssigned) {
      add(name, isAssigned ? tail.slice(1) : tail || following(rest, word));
      return;
    }
    add(name, "true");
  }
}

function following(rest: string[], word: string): string {
  const value = rest.shift();
  if (value === undefined) throw new WrongUsage(`flag needs an argument: ${word}`);
  return value;
}

function isTrue(name: string, value: string): boolean {
  if (/^(1|t|T|true|TRUE|True)$/.test(value)) return true;
  if (/^(0|f|F|false|FALSE|False)$/.test(value)) return false;
  throw new WrongUsage(`invalid argument "${value}" for --${name}: say true or false`);
}

/** What was asked on the command line. */
export interface Request {
  readonly file: string | undefined;
  readonly inline: string | undefined;
  readonly varsFiles: readonly string[];
  readonly inPlace: boolean;
  readonly posix: boolean;
  readonly version: boolean;
  readonly help: boolean;
  /** The words that are not flags. */
  readonly words: readonly string[];
}

/** A command line that cannot be understood. */
export class WrongUsage extends Error {}

export const usage = `Usage of sigil: sigil [flags] [NAME=VALUE...]
  -f, --filename string         use template file instead of STDIN
      --in-place                write output back to the file specified by -f
  -i, --inline string           use inline template string instead of STDIN
  -p, --posix                   preprocess with POSIX variable expansion
  -V, --vars-file stringArray   load variables from a file (JSON, YAML, or env format)
  -v, --version                 prints version
`;

const letters: Readonly<Record<string, string>> = {
  f: "filename",
  i: "inline",
  V: "vars-file",
  p: "posix",
  v: "version",
  h: "help",
};
const withValue: ReadonlySet<string> = new Set(["filename", "inline", "vars-file"]);
const known: ReadonlySet<string> = new Set([...Object.values(letters), "in-place"]);

/** Reads flags in the forms `-f x`, `-fx`, `-f=x`, `-pf x`, `--filename x`, `--filename=x`; `--` ends them. */
export function readArguments(args: readonly string[]): Request {
  const rest = [...args];
  const words: string[] = [];
  const given = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    given.set(name, [...(given.get(name) ?? []), value]);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") words.push(...rest.splice(0));
    else if (word.startsWith("--")) readLong(word, rest, add);
    else if (word.startsWith("-") && word.length > 1) readShort(word, rest, add);
    else words.push(word);
  }
  const isOn = (name: string): boolean => isTrue(name, given.get(name)?.at(-1) ?? "false");
  return {
    file: given.get("filename")?.at(-1) || undefined,
    inline: given.get("inline")?.at(-1) || undefined,
    varsFiles: given.get("vars-file") ?? [],
    inPlace: isOn("in-place"),
    posix: isOn("posix"),
    version: isOn("version"),
    help: isOn("help"),
    words,
  };
}

function readLong(word: string, rest: string[], add: (name: string, value: string) => void): void {
  const [, name = "", value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  if (!known.has(name)) throw new WrongUsage(`unknown flag: --${name}`);
  add(name, value ?? (withValue.has(name) ? following(rest, word) : "true"));
}

function readShort(word: string, rest: string[], add: (name: string, value: string) => void): void {
  for (let at = 1; at < word.length; at++) {
    const name = letters[word.charAt(at)];
    if (name === undefined) throw new WrongUsage(`unknown shorthand flag: '${word.charAt(at)}' in ${word}`);
    const tail = word.slice(at + 1);
    const isAssigned = tail.startsWith("=") && tail.length > 1;
    if (withValue.has(name) || isAssigned) {
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

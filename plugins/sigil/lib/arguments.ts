import { programLine } from "hokku/program-flags";

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

export const usage = `Usage of sigil: sigil [flags] [NAME=VALUE...]
  -f, --filename string         use template file instead of STDIN
      --in-place                write output back to the file specified by -f
  -i, --inline string           use inline template string instead of STDIN
  -p, --posix                   preprocess with POSIX variable expansion
  -V, --vars-file stringArray   load variables from a file (JSON, YAML, or env format)
  -v, --version                 prints version
`;

const FLAGS = {
  filename: { type: "value", short: "f" },
  "in-place": { type: "switch" },
  inline: { type: "value", short: "i" },
  posix: { type: "switch", short: "p" },
  "vars-file": { type: "value", short: "V" },
  version: { type: "switch", short: "v" },
  help: { type: "switch", short: "h" },
} as const;

/** Reads the words `sigil` was called with. */
export function readArguments(args: readonly string[]): Request {
  const { words, given } = programLine(args, FLAGS);
  const last = (name: keyof typeof FLAGS): string | undefined => given.get(name)?.at(-1);
  return {
    file: last("filename") || undefined,
    inline: last("inline") || undefined,
    varsFiles: given.get("vars-file") ?? [],
    inPlace: last("in-place") === "true",
    posix: last("posix") === "true",
    version: last("version") === "true",
    help: last("help") === "true",
    words,
  };
}

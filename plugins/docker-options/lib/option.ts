import { Exit } from "hokku";
import { quoteWord } from "hokku/docker-options";
import { splitWords } from "hokku/words";

/** When a container is made: while building an image, for a process of the app, or for `run`. */
export const PHASES = ["build", "deploy", "run"] as const;
export type Phase = (typeof PHASES)[number];

/** `build,deploy` as phases; all three where none is named. */
export function phasesOf(text = ""): Phase[] {
  const named = text.split(",").filter(Boolean);
  const known = PHASES.filter((phase) => named.includes(phase));
  if (known.length === new Set(named).size) return named.length ? known : [...PHASES];
  throw new Exit(1, `Phase(s) must be one of [${PHASES.join(" ")}], separated by commas; not ${JSON.stringify(text)}`);
}

/**
 * The words of an option as one line, verbatim, its flags one by one, and the process types that were named behind the app by `--process`.
 * Refused: no option, more than one line, an unfinished quote, and what is no option: docker would take it for the image.
 */
export function optionOf(words: readonly string[]): { line: string; options: string[]; processes: string[] } {
  const text = words.join(" ").trim();
  if (!text) throw new Exit(1, 'Please specify a docker option, as in "--link redis:cache"');
  if (/[\0\r\n]/.test(text)) throw new Exit(1, "A docker option is one line of text; add each with a command of its own");
  const flags = flagsOf(text);
  const processes = flags.flatMap(
    ([head = "", value = ""]) =>
      /^--process(?:=(.*))?$/
        .exec(head)
        ?.slice(1)
        .map((name) => name ?? value) ?? [],
  );
  const own = flags.filter(([head = ""]) => !/^--process(=|$)/.test(head));
  const line = processes.length ? joined(own) : text;
  if (line.startsWith("-")) return { line, options: own.length > 1 ? own.map((flag) => joined([flag])) : [line], processes };
  throw new Exit(1, `A docker option begins with "-"; ${JSON.stringify(line || text)} would be taken for something else`);
}

/** The flags of a line, each with the values that follow it. */
export function flagsOf(line: string): string[][] {
  const flags: string[][] = [];
  for (const word of wordsOf(line)) {
    if (/^-./.test(word) || !flags.length) flags.push([word]);
    else flags.at(-1)?.push(word);
  }
  return flags;
}

/** The line without one option: undefined where nothing is left, the line as it is where the option is not in it. */
export function without(line: string, option: string): string | undefined {
  if (line === option) return undefined;
  const unwanted = new Set(flagsOf(option).map((flag) => JSON.stringify(flag)));
  const flags = readable(line);
  const kept = flags?.filter((flag) => !unwanted.has(JSON.stringify(flag)));
  if (!flags || kept?.length === flags.length) return line;
  return kept?.length ? joined(kept) : undefined;
}

/**
 * What a line means in a phase, "" where nothing. Contract: Dokku leaves out `--restart` where nothing is kept running, and
 * what a builder cannot use: volumes and links for images made from Dockerfiles, build files for buildpacks.
 */
export function inPhase(line: string, phase: Phase, builder: string): string {
  const flags = readable(line);
  const useless = [phase === "deploy" ? [] : ["--restart"], phase === "build" ? (USELESS[builder] ?? []) : []].flat();
  const kept = flags?.filter(([head = ""]) => !useless.includes(head.split("=")[0] ?? ""));
  return kept && kept.length !== flags?.length ? joined(kept) : line;
}

const NO_CONTAINER = ["--link", "-v", "--volume"];
const USELESS: Readonly<Record<string, readonly string[]>> = {
  dockerfile: NO_CONTAINER,
  nixpacks: NO_CONTAINER,
  railpack: NO_CONTAINER,
  herokuish: ["--file", "--build-args"],
};

const joined = (flags: readonly (readonly string[])[]): string => flags.flat().map(quoteWord).join(" ");

function wordsOf(line: string): string[] {
  try {
    return splitWords(line);
  } catch {
    throw new Exit(1, `${line}: a quote is opened and never closed; close it, or put a backslash before it`);
  }
}

/** Lines that others wrote may be anything; one that cannot be read is left to docker, which names it. */
function readable(line: string): string[][] | undefined {
  try {
    return flagsOf(line);
  } catch {
    return undefined;
  }
}

import { spawnSync } from "node:child_process";
import { toBytes, toText } from "./bytes.ts";
import { Trouble } from "./trouble.ts";
import { Stream } from "./value.ts";
import { splitWords } from "./words.ts";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** What a template may have from the world apart from files. */
export interface Outside {
  stdin(): Stream;
  /** Runs a program (words in the manner of a shell, but no shell) and answers what it wrote. */
  run(line: string): string;
  /** What a web server answers. */
  get(url: string): Stream;
}

/** Nothing: for templates that come with somebody's code. `hint` tells how to get more. */
export function closed(hint: string): Outside {
  return {
    stdin: () => refuse("stdin cannot be read here"),
    run: () => refuse(`programs cannot be run from a template${hint}`),
    get: () => refuse(`URLs cannot be read from a template${hint}`),
  };
}

/** The standard input of this process and nothing else. */
export function onlyStdin(hint: string): Outside {
  return { ...closed(hint), stdin };
}

/** Everything Sigil has: only for templates one would run as a program. */
export const open: Outside = { stdin, run, get };

let read: Stream | undefined;

function stdin(): Stream {
  read ??= new Stream("<stdin>", readFileSync(0, "latin1"));
  return read;
}

function run(line: string): string {
  const [program, ...args] = splitWords(toText(line));
  if (program === undefined) throw new Trouble("sh needs a program to run");
  const done = spawnSync(program, args, { encoding: "latin1", stdio: ["ignore", "pipe", "ignore"], timeout: 60_000 });
  if (done.error) throw new Trouble(`cannot run ${toBytes(program)}: ${done.error.message}`);
  if (done.status !== 0) throw new Trouble(`${toBytes(program)}: exit status ${done.status ?? done.signal}`);
  return done.stdout;
}

/** Templates are rendered without waiting, so a second Node does the waiting. */
const fetcher = `const answer = await fetch(process.argv[1]); process.stdout.write(Buffer.from(await answer.arrayBuffer()))`;

function get(url: string): Stream {
  const args = ["--input-type=module", "--eval", fetcher, toText(url)];
  const done = spawnSync(process.execPath, args, { encoding: "latin1", stdio: ["ignore", "pipe", "ignore"], timeout: 60_000 });
  if (done.error || done.status !== 0) throw new Trouble(`cannot read ${url}`);
  return new Stream(`<${url}>`, done.stdout);
}

function refuse(what: string): never {
  throw new Trouble(what);
}

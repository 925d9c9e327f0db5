import { Exit } from "hokku";
import { parseEnvironment } from "hokku/environment";
import { readText, replaceFile } from "hokku/files";
import { type Asked, type ProgramCommand, runProgram } from "hokku/program";
import { expanded } from "../lib/expand.ts";
import { type Procfile, parseProcfile } from "../lib/procfile.ts";

/** `procfile-util`, as builders and schedulers of others call it. Contract: dokku/procfile-util, but for `export`. */
const { readFileSync } = process.getBuiltinModule("node:fs");

const WHICH = {
  procfile: { type: "value", short: "P" },
  delimiter: { type: "value", short: "D" },
  "default-port": { type: "value", short: "d" },
  strict: { type: "switch", short: "S" },
} as const;
const TYPE = { "process-type": { type: "value", short: "p" }, ...WHICH } as const;
const VARIABLES = { "allow-getenv": { type: "switch", short: "a" }, "env-file": { type: "value", short: "e" }, ...TYPE } as const;
const WRITTEN = { stdout: { type: "switch", short: "s" }, "write-path": { type: "value", short: "w" }, ...TYPE } as const;

const commands: Record<string, ProgramCommand> = {
  check: {
    summary: "Says whether a Procfile is valid",
    flags: WHICH,
    run: (asked) =>
      say(
        `valid procfile detected ${entries(asked)
          .map(([type]) => type)
          .join(", ")}`,
      ),
  },
  delete: { summary: "Takes a process type out", flags: WRITTEN, run: (asked) => write(asked, others(asked)) },
  exists: { summary: "Says by its exit code whether there is a process type", flags: TYPE, run: (asked) => void find(asked) },
  expand: {
    summary: "Shows all command lines with their variables filled in",
    flags: VARIABLES,
    run: (asked) => {
      const wanted = asked.last("process-type");
      const known = variables(asked);
      const all = entries(asked).filter(([type]) => !wanted || type === wanted);
      for (const [type, line] of all) say(`${type}${delimiter(asked)} ${expanded(line, known(type))}`);
    },
  },
  list: { summary: "Lists the process types", flags: WHICH, run: (asked) => void entries(asked).map(([type]) => say(type)) },
  set: {
    summary: "Gives a process type another command line",
    flags: { command: { type: "value", short: "c" }, ...WRITTEN },
    run: (asked) => write(asked, [[asked.last("process-type"), asked.last("command")], ...others(asked)]),
  },
  show: {
    summary: "Shows the command line of a process type with its variables filled in",
    flags: VARIABLES,
    run: (asked) => {
      const [type, line] = find(asked);
      say(expanded(line, variables(asked)(type)));
    },
  },
};

type Entry = readonly [type: string, line: string];

const delimiter = (asked: Asked): string => asked.last("delimiter", ":");

function entries(asked: Asked): Entry[] {
  const text = readText(asked.last("procfile", "Procfile")) ?? (process.stdin.isTTY ? undefined : readFileSync(0, "utf8"));
  if (text === undefined) throw new Exit(1, `There is no file ${asked.last("procfile", "Procfile")}`);
  const found: Procfile = parseProcfile(text, { delimiter: delimiter(asked), strict: asked.isOn("strict") });
  return sorted([...found]);
}

const sorted = (list: Entry[]): Entry[] => list.sort(([one], [other]) => (one < other ? -1 : 1));
const others = (asked: Asked): Entry[] => entries(asked).filter(([type]) => type !== asked.last("process-type"));

function find(asked: Asked): Entry {
  const found = entries(asked).find(([type]) => type === asked.last("process-type"));
  if (!found) throw new Exit(1, "No matching process entry found");
  return found;
}

function variables(asked: Asked): (type: string) => (key: string) => string | undefined {
  const file = asked.last("env-file");
  const text = file ? readText(file) : "";
  if (text === undefined) throw new Exit(1, `There is no file ${file}`);
  const given = parseEnvironment(text, file);
  const port = asked.last("default-port", "5000");
  if (!/^\d+$/.test(port)) throw new Exit(1, `invalid argument "${port}" for --default-port: it takes a number`);
  const environment: Readonly<Record<string, string | undefined>> = asked.isOn("allow-getenv")
    ? { ...process.env, "(": "$(" }
    : {};
  return (type) => (key) => given.get(key) ?? (environment[key] || { PS: type, PORT: port }[key]);
}

function write(asked: Asked, list: Entry[]): void {
  const path = asked.last("write-path");
  if (path && asked.isOn("stdout")) throw new Exit(1, "cannot specify both --stdout and --write-path flags");
  const text = sorted(list)
    .map(([type, line]) => `${type}${delimiter(asked)} ${line}\n`)
    .join("");
  if (asked.isOn("stdout")) process.stdout.write(text);
  else replaceFile(path || asked.last("procfile", "Procfile"), text);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = await runProgram({ name: "procfile-util", version: "0.20.8", commands }, process.argv.slice(2));

import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { Exit } from "hokku";
import { parseEnvironment } from "hokku/environment";
import { readText, replaceFile } from "hokku/files";
import { type Asked, type ProgramCommand, runProgram } from "hokku/program";
import { expanded } from "../lib/expand.ts";
import { type Exported, FORMATS, processes, scaleOf } from "../lib/export.ts";
import { type Procfile, parseProcfile } from "../lib/procfile.ts";

/** `procfile-util`, as builders and schedulers of others call it. Contract: dokku/procfile-util. */
const { chmodSync, mkdirSync, readFileSync } = process.getBuiltinModule("node:fs");

const WHICH = {
  procfile: { type: "value", short: "P" },
  delimiter: { type: "value", short: "D" },
  "default-port": { type: "value", short: "d" },
  strict: { type: "switch", short: "S" },
} as const;
const TYPE = { "process-type": { type: "value", short: "p" }, ...WHICH } as const;
const VARIABLES = { "allow-getenv": { type: "switch", short: "a" }, "env-file": { type: "value", short: "e" }, ...TYPE } as const;
const WRITTEN = { stdout: { type: "switch", short: "s" }, "write-path": { type: "value", short: "w" }, ...TYPE } as const;

/** The letters by which `ulimit` calls what `export` can limit. */
const LIMITS = {
  "limit-coredump": "c",
  "limit-cputime": "t",
  "limit-data": "d",
  "limit-file-size": "f",
  "limit-locked-memory": "l",
  "limit-open-files": "n",
  "limit-user-processes": "u",
  "limit-physical-memory": "m",
  "limit-stack-size": "s",
} as const;
const OF_EXPORT = [
  "app",
  "description",
  "format",
  "formation",
  "group",
  "home",
  "location",
  "log-path",
  "nice",
  "prestart",
] as const;
const MORE_OF_EXPORT = ["run", "timeout", "user", "working-directory-path"] as const;
const EXPORT = {
  ...Object.fromEntries(
    [...OF_EXPORT, ...MORE_OF_EXPORT, ...Object.keys(LIMITS)].map((flag) => [flag, { type: "value" } as const]),
  ),
  "env-file": { type: "value", short: "e" },
  ...WHICH,
} as const;

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
  export: { summary: "Writes what another program needs to run the processes", flags: EXPORT, run: exportAll },
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
  const known = given(asked);
  const port = asked.last("default-port", "5000");
  if (!/^\d+$/.test(port)) throw new Exit(1, `invalid argument "${port}" for --default-port: it takes a number`);
  const environment: Readonly<Record<string, string | undefined>> = asked.isOn("allow-getenv")
    ? { ...process.env, "(": "$(" }
    : {};
  return (type) => (key) => known.get(key) ?? (environment[key] || { PS: type, PORT: port }[key]);
}

/** Writes the files of a format, each named before it is there. */
function exportAll(asked: Asked): void {
  const all = entries(asked);
  const [format, location] = [asked.last("format", "systemd"), asked.last("location")];
  if (!format) throw new Exit(1, "no format specified");
  if (!location) throw new Exit(1, "no output location specified");
  const filesOf = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!filesOf) throw new Exit(1, `Invalid format type: ${format}`);
  const scale = scaleOf(asked.last("formation", "all=1"));
  if (typeof scale === "string") throw new Exit(1, scale);
  for (const { path, text, isProgram } of filesOf(exported(asked), processes(all, scale))) {
    const file = join(location, path);
    say(`writing: ${file}`);
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, text);
    chmodSync(file, isProgram ? 0o755 : 0o644);
  }
  if (format === "systemd-user")
    say("You will want to run 'systemctl --user daemon-reload' to activate the service on the target host");
}

function exported(asked: Asked): Exported {
  const app = asked.last("app", "app");
  const timeout = asked.last("timeout", "5");
  if (!/^\d{1,6}$/.test(timeout)) throw new Exit(1, `invalid argument "${timeout}" for --timeout: it takes a number`);
  const limits = Object.entries(LIMITS).flatMap(([flag, letter]) => {
    const value = asked.last(flag);
    return value ? [[letter, value] as const] : [];
  });
  return {
    app,
    description: asked.last("description"),
    env: given(asked),
    user: asked.last("user") || app,
    group: asked.last("group") || app,
    home: asked.last("home") || `/home/${userInfo().username}`,
    logs: asked.last("log-path", "/var/log"),
    directory: asked.last("working-directory-path", "/"),
    nice: asked.last("nice"),
    prestart: asked.last("prestart"),
    timeout: Number(timeout),
    limits: new Map(limits),
  };
}

/** The variables of `--env-file`. */
function given(asked: Asked): Map<string, string> {
  const file = asked.last("env-file");
  const text = file ? readText(file) : "";
  if (text === undefined) throw new Exit(1, `There is no file ${file}`);
  return parseEnvironment(text, file);
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

import { homedir } from "node:os";
import { resolve } from "node:path";
import { Exit, trouble } from "hokku";
import { type Asked, type ProgramCommand, runProgram } from "hokku/program";
import { field, type Machine, type Netrc, readNetrc, withFields, without, writeNetrc } from "../lib/netrc.ts";

/** `netrc`, by which plugins keep logins for git. Contract: dokku/netrc. */
const { readFileSync } = process.getBuiltinModule("node:fs");

const FILE = { "netrc-file": { type: "value" } } as const;
const FIELDS = ["login", "password", "account"] as const;

const commands: Record<string, ProgramCommand> = {
  get: {
    summary: "Shows an entry",
    words: ["name"],
    flags: { ...FILE, field: { type: "value" }, format: { type: "value" } },
    run: (asked) => say(shown(asked, find(asked, asked.words[0] ?? ""))),
  },
  list: {
    summary: "Lists the hosts",
    flags: { ...FILE, format: { type: "value" }, "with-fields": { type: "switch" }, "include-default": { type: "switch" } },
    run: list,
  },
  rename: {
    summary: "Renames an entry",
    words: ["old-name", "new-name"],
    flags: { ...FILE, force: { type: "switch" } },
    run: rename,
  },
  set: {
    summary: "Sets an entry, or fields of it",
    words: ["name", "[login]", "[password]", "[account]"],
    flags: {
      ...FILE,
      stdin: { type: "switch" },
      login: { type: "value" },
      password: { type: "value" },
      account: { type: "value" },
    },
    run: set,
  },
  unset: {
    summary: "Removes an entry",
    words: ["name"],
    flags: FILE,
    run: (asked) => writeNetrc(path(asked), without(readNetrc(path(asked)), asked.words[0] ?? "")),
  },
};

const path = (asked: Asked): string => resolve(asked.last("netrc-file") || process.env.NETRC || resolve(homedir(), ".netrc"));

function find(asked: Asked, name: string): Machine {
  const found = readNetrc(path(asked)).machines.find(({ host }) => host === name);
  if (!found) throw new Exit(1, `Invalid machine '${name}' specified`);
  return found;
}

function shown(asked: Asked, machine: Machine): string {
  const format = formatOf(asked, ["text", "json", "shell"]);
  const chosen = asked.all("field");
  const names = chosen.length ? chosen : ["login", "password"];
  const odd = names.find((name) => !FIELDS.some((known) => known === name));
  if (odd !== undefined) throw new Exit(1, `Invalid field '${odd}' specified, must be one of 'login', 'password', 'account'`);
  const values = names.map((name): [string, string] => [name, field(machine, name)]);
  if (format === "json")
    return JSON.stringify(Object.fromEntries(values.sort(([one], [other]) => (one < other ? -1 : 1))), null, 2);
  if (format === "shell") return values.map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'`).join("\n");
  if (!chosen.length) return values.map(([, value]) => value).join(":");
  return values.length === 1 ? (values[0]?.[1] ?? "") : values.map(([name, value]) => `${name}=${value}`).join("\n");
}

function formatOf(asked: Asked, known: readonly string[]): string {
  const format = asked.last("format", "text");
  if (!known.includes(format)) throw new Exit(1, `Invalid format '${format}' specified, must be one of '${known.join("', '")}'`);
  return format;
}

function list(asked: Asked): undefined {
  const format = formatOf(asked, ["text", "json"]);
  const machines = readNetrc(path(asked)).machines.filter(({ host }) => host !== "default" || asked.isOn("include-default"));
  const isLong = asked.isOn("with-fields");
  const fields = (machine: Machine) => FIELDS.map((name): [string, string] => [name, field(machine, name)]);
  if (format === "json") {
    const long = (machine: Machine) => ({ name: machine.host, ...Object.fromEntries(fields(machine)) });
    return say(
      JSON.stringify(
        machines.map((machine) => (isLong ? long(machine) : machine.host)),
        null,
        2,
      ),
    );
  }
  for (const machine of machines) {
    const all = isLong ? fields(machine).filter(([name, value]) => name !== "account" || value) : [];
    say([machine.host, ...all.map(([name, value]) => `${name}=${value}`)].join("\t"));
  }
}

function rename(asked: Asked): void {
  const [from = "", to = ""] = asked.words;
  const machine = find(asked, from);
  if (from === to) return;
  const netrc = readNetrc(path(asked));
  if (netrc.machines.some(({ host }) => host === to)) {
    if (!asked.isOn("force")) throw new Exit(1, `Machine '${to}' already exists, pass --force to overwrite`);
    trouble(`Warning: overwriting existing machine '${to}'`);
  }
  const fields = FIELDS.map((name): [string, string] => [name, field(machine, name)]).filter(
    ([name, value]) => name !== "account" || value,
  );
  writeNetrc(path(asked), without(withFields(without(netrc, to), to, fields), from));
}

function set(asked: Asked): void {
  const [name = "", ...positional] = asked.words;
  const byFlag = FIELDS.flatMap((one): [string, string][] => (asked.all(one).length ? [[one, asked.last(one)]] : []));
  const places = byFlag.length ? [] : asked.isOn("stdin") ? ["login", "account"] : FIELDS;
  const least = Math.min(places.length, asked.isOn("stdin") ? 1 : 2);
  if (asked.isOn("stdin") && asked.all("password").length) throw new Exit(1, "--stdin and --password are mutually exclusive");
  if (positional.length > places.length || positional.length < least)
    throw new Exit(
      1,
      `set takes ${least ? places.slice(0, least).join(" and ") : "no word"} after the name, and got ${positional.length}`,
    );
  const byPlace = places.flatMap((one, at): [string, string][] => (positional[at] ? [[one, positional[at]]] : []));
  const typed: [string, string][] = asked.isOn("stdin") ? [["password", secret()]] : [];
  const netrc: Netrc = readNetrc(path(asked));
  const fields = new Map([...byPlace, ...byFlag, ...typed]);
  const isNew = !netrc.machines.some(({ host }) => host === name);
  if (isNew && !(fields.get("login") && fields.get("password")))
    throw new Exit(1, `Cannot create new entry '${name}' without login and password`);
  writeNetrc(path(asked), withFields(netrc, name, fields));
}

function secret(): string {
  const text = readFileSync(0, "utf8").replace(/\n+$/, "");
  if (!text) throw new Exit(1, "--stdin given but stdin was empty");
  return text;
}

const say = (text: string): undefined => void process.stdout.write(`${text}\n`);

process.exitCode = await runProgram({ name: "netrc", version: "0.11.1", commands }, process.argv.slice(2));

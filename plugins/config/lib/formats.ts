import { Exit, type Io } from "hokku";
import { readEnvironment } from "hokku/environment";
import { GLOBAL } from "hokku/scope";
import { quote } from "./quote.ts";
import { exports, sorted } from "./write.ts";

type Variables = ReadonlyMap<string, string>;

/** The variables of a scope; `merged` puts the global ones below an app's own. */
export function variablesOf({ env }: Io, scope: string, merged: boolean): Map<string, string> {
  const own = readEnvironment(scope, env);
  return merged && scope !== GLOBAL ? new Map([...readEnvironment(GLOBAL, env), ...own]) : own;
}

/** `KEY:  value` in two columns. */
export function pretty(variables: Variables): string {
  const width = Math.max(0, ...[...variables.keys()].map((key) => key.length)) + 1;
  return lines(variables, (key, value) => `${`${key}:`.padEnd(width)}  ${value}`);
}

/** Contract: the formats of Dokku's `config:export`, to the byte, but for sorting and for numbers, which stay as they are. */
const FORMATS: Readonly<Record<string, (variables: Variables) => string>> = {
  exports,
  envfile: (variables) => lines(variables, (key, value) => `${key}=${doubleQuoted(value)}`),
  "docker-args": (variables) => `${words(variables, (key, value) => `--env=${key}=${quote(value)}`)}\n`,
  "docker-args-keys": (variables) => `${words(variables, (key) => `--env=${key}`)}\n`,
  "pack-keys": (variables) => `${words(variables, (key) => `--env ${key}`)}\n`,
  shell: (variables) => `${words(variables, (key, value) => `${key}=${quote(value)}`)} `,
  pretty,
  json: (variables) => `${JSON.stringify(Object.fromEntries(sorted(variables)))}\n`,
  "json-list": (variables) => `${JSON.stringify(sorted(variables).map(([name, value]) => ({ name, value })))}\n`,
};

/** Writes variables in one of the export formats. An unknown one is refused, naming those there are. */
export function format(variables: Variables, name: string): string {
  const write = Object.hasOwn(FORMATS, name) && FORMATS[name];
  if (write) return write(variables);
  throw new Exit(1, `Unknown export format: ${JSON.stringify(name)}; use one of: ${Object.keys(FORMATS).sort().join(", ")}`);
}

type Line = (key: string, value: string) => string;

const lines = (variables: Variables, line: Line): string =>
  sorted(variables)
    .map(([key, value]) => `${line(key, value)}\n`)
    .join("");

const words = (variables: Variables, word: Line): string =>
  sorted(variables)
    .map(([key, value]) => word(key, value))
    .join(" ");

function doubleQuoted(value: string): string {
  if (/^(0|-?[1-9]\d{0,17})$/.test(value)) return value;
  return `"${value
    .replace(/[\\"!$`]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")}"`;
}

import { Exit, type Io } from "hokku";
import { extracted } from "hokku/deploy/extracted";

/** Command lines by process type, in the order of the file. */
export type Procfile = ReadonlyMap<string, string>;

/** How the lines of a Procfile are spelt, where not as usual. */
export interface Spelling {
  /** What stands between process type and command. */
  readonly delimiter?: string;
  /** Whether process types have to be names a container can have on any scheduler: small letters, digits and `-` within. */
  readonly strict?: boolean;
}

const STRICT = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Reads a Procfile; a broken one is refused with the number of its line, as half a Procfile would run half an app.
 * Contract: procfile-util's `<type>: <command>` lines, types of letters, digits, `_` and `-`, each once, at most 63 characters; lines that
 * begin with `#` or `//` are comments, and so is a line's last ` #...`, or where there is none, its last ` //...`.
 */
export function parseProcfile(text: string, { delimiter = ":", strict = false }: Spelling = {}): Procfile {
  const found = new Map<string, string>();
  const entry = new RegExp(`^([A-Za-z0-9_-]+)\\s*${RegExp.escape(delimiter)}(.*)$`);
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (!line || /^(#|\/\/)/.test(line)) continue;
    const [, type = "", rest = ""] = entry.exec(line) ?? [];
    const command = withoutComment(rest.trim());
    const trouble =
      strict && type && !STRICT.test(type) ? `${type} is no name for a container` : troubleWith(type, command, found, line);
    if (trouble) throw new Exit(1, `Invalid Procfile, line ${at + 1}: ${trouble}`);
    found.set(type, command);
  }
  if (!found.size) throw new Exit(1, "Invalid Procfile: it names no process type; write a line such as  web: npm start");
  return found;
}

function withoutComment(command: string): string {
  if (/^(#|\/\/)/.test(command)) return "";
  const [, before] = /^(.*)\s#.+$/.exec(command) ?? /^(.*)\s\/\/.+$/.exec(command) ?? [];
  return (before ?? command).trim();
}

function troubleWith(type: string, command: string, found: Procfile, line: string): string | undefined {
  if (!type) return `expected  <type>: <command>  and found  ${line.slice(0, 80)}`;
  if (type.length > 63) return `the process type ${type.slice(0, 20)}... has more than 63 characters`;
  if (found.has(type)) return `the process type ${type} is there twice`;
  return command ? undefined : `the process type ${type} has no command`;
}

/** The app's Procfile as this process has to see it, or undefined where its release has none. */
export function procfileOf(app: string, env: Io["env"]): Procfile | undefined {
  const text = extracted("ps", "Procfile", app, env).text();
  return text === undefined ? undefined : parseProcfile(text);
}

/** A command line with `$PORT` filled in; all other variables are the shell's in the container. */
export const withPort = (line: string, port: string): string => line.replace(/\$(PORT\b|\{PORT\})/g, port);

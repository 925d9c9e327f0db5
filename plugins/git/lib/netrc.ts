import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";

/** One login of a netrc file. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** A host's entry in a netrc file; `default` is the one for all others. */
export interface Machine {
  readonly host: string;
  /** What the file says about it, word by word, with the blanks and comments between them. */
  readonly pieces: readonly string[];
}

/** A netrc file: what stands before its first entry, and the entries. */
export interface Netrc {
  readonly head: string;
  readonly machines: readonly Machine[];
}

/** The login for a host, or undefined. Contract: `$DOKKU_ROOT/.netrc`, which git's HTTP transport reads. */
export function loginFor(host: string, env: Io["env"]): Login | undefined {
  const machine = readNetrc(place(env)).machines.find((one) => one.host === host);
  return machine && { user: field(machine, "login"), password: field(machine, "password") };
}

/** Sets the login for a host, or removes it. The file is readable by its owner only. */
export function setLogin(host: string, login: Login | undefined, env: Io["env"]): void {
  const fields: [string, string][] = login
    ? [
        ["login", login.user],
        ["password", login.password],
      ]
    : [];
  writeNetrc(place(env), login ? withFields(readNetrc(place(env)), host, fields) : without(readNetrc(place(env)), host));
}

const place = ({ DOKKU_ROOT = "" }: Io["env"]): string => join(DOKKU_ROOT, ".netrc");

/** The file's entries; none where there is no file. Comments stay where they are. */
export function readNetrc(path: string): Netrc {
  const pieces = (readText(path) ?? "").match(/#.*(?:\n\s*|$)|\s+|\S+/g) ?? [];
  const starts = pieces.flatMap((piece, at) => (piece === "machine" || piece === "default" ? [at] : []));
  const machines = starts.map((start, at) => {
    const own = pieces.slice(start, starts[at + 1]);
    return { host: own[0] === "default" ? "default" : (words(own)[1]?.[0] ?? ""), pieces: own };
  });
  return { head: pieces.slice(0, starts[0]).join(""), machines };
}

/** Replaces the file, which its owner alone may read. */
export function writeNetrc(path: string, { head, machines }: Netrc): void {
  replaceFile(path, `${head}${machines.map(({ pieces }) => pieces.join("")).join("")}`, 0o600);
}

/** What an entry says of `login`, `password` or `account`; nothing is "". */
export function field({ pieces }: Machine, name: string): string {
  const list = words(pieces);
  return list[valueAt(list, name)]?.[0] ?? "";
}

/** The file without a host's entry. */
export const without = ({ head, machines }: Netrc, host: string): Netrc => ({
  head,
  machines: machines.filter((one) => one.host !== host),
});

/** The file with a host's fields set; all else it says stays. */
export function withFields(
  { head, machines }: Netrc,
  host: string,
  fields: Iterable<readonly [name: string, value: string]>,
): Netrc {
  if (/\s/.test(host)) throw new Exit(1, `"${host}" is no host`);
  const fresh = { host, pieces: host === "default" ? ["default", "\n"] : ["machine", " ", host, "\n"] };
  const known = machines.some((one) => one.host === host);
  const list = known ? machines : [...machines.map(closed), fresh];
  return { head, machines: list.map((one) => (one.host === host ? [...fields].reduce(withField, one) : one)) };
}

function withField(machine: Machine, [name, value]: readonly [string, string]): Machine {
  if (/\s/.test(value)) throw new Exit(1, "A netrc file cannot hold words with spaces or line breaks; make a password without");
  const list = words(machine.pieces);
  const at = list[valueAt(list, name)]?.[1];
  if (at !== undefined) return { ...machine, pieces: machine.pieces.with(at, value) };
  return { ...machine, pieces: [...closed(machine).pieces, "  ", name, " ", value, "\n"] };
}

const closed = (machine: Machine): Machine =>
  machine.pieces.at(-1)?.includes("\n") ? machine : { ...machine, pieces: [...machine.pieces, "\n"] };

/** The words among the pieces, each with where it stands; the entry's own first, then names and values in turn. */
const words = (pieces: readonly string[]): [word: string, at: number][] =>
  pieces.flatMap((piece, at): [string, number][] => (/^[\s#]/.test(piece) ? [] : [[piece, at]]));

function valueAt(list: readonly (readonly [word: string, at: number])[], name: string): number {
  for (let at = list[0]?.[0] === "default" ? 1 : 2; at < list.length; at += 2) if (list[at]?.[0] === name) return at + 1;
  return -1;
}

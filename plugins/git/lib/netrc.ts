import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";

/** One login of a netrc file. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The login for a host, or undefined. Contract: `$DOKKU_ROOT/.netrc`, which git's HTTP transport reads. */
export function loginFor(host: string, env: Io["env"]): Login | undefined {
  const entry = entries(env).find(([name]) => name === host)?.[1] ?? [];
  const after = (word: string) => (entry.includes(word) ? (entry[entry.indexOf(word) + 1] ?? "") : "");
  return entry.length ? { user: after("login"), password: after("password") } : undefined;
}

/** Sets the login for a host, or removes it. The file is readable by its owner only. */
export function setLogin(host: string, login: Login | undefined, env: Io["env"]): void {
  for (const word of [host, login?.user ?? "", login?.password ?? ""])
    if (/\s/.test(word)) throw new Exit(1, "A netrc file cannot hold words with spaces or line breaks; make a password without");
  const others = entries(env).filter(([name]) => name !== host);
  const mine: Entry[] = login ? [[host, ["login", login.user, "password", login.password]]] : [];
  replaceFile(place(env), [...others, ...mine].map(text).join(""), 0o600);
}

type Entry = [host: string, words: string[]];

const place = ({ DOKKU_ROOT = "" }: Io["env"]): string => join(DOKKU_ROOT, ".netrc");

function entries(env: Io["env"]): Entry[] {
  const found: Entry[] = [];
  const words = (readText(place(env)) ?? "").split(/\s+/).filter(Boolean);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "machine") found.push([words[++at] ?? "", []]);
    else if (word === "default") found.push(["", []]);
    else if (found.length) found.at(-1)?.[1].push(word, words[++at] ?? "");
  }
  return found;
}

function text([host, words]: Entry): string {
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += 2) lines.push(`  ${words[at]} ${words[at + 1]}\n`);
  return `${host ? `machine ${host}` : "default"}\n${lines.join("")}`;
}

import type { Limits } from "../../../plugins/user-auth/lib/limits.ts";
import { MINE, OTHER } from "./hostile-words.ts";

/** The four kinds of keys, by what they are held to. */
export const KINDS: Readonly<Record<string, Limits | undefined>> = {
  "limited to apps": { access: "write", apps: [MINE] },
  "limited to reading apps": { access: "read", apps: [MINE] },
  "for reading": { access: "read" },
  unlimited: undefined,
};

/** How a line went that a kind of key was let in with. */
export interface Ran {
  readonly line: readonly string[];
  readonly ended: boolean;
  /** What the setting is, where it sets one. */
  readonly is: string;
  /** Files that are not as they were, from the root on. */
  readonly changed: readonly string[];
  readonly printed: string;
  /** What stands in the files that are not as they were. */
  readonly written: string;
  /** Programs that were called, with their words. */
  readonly calls: readonly (readonly string[])[];
}

/** What became of all lines of a kind of key. */
export interface Result {
  asked: number;
  refused: number;
  misused: number;
  allowed: number;
  ran: number;
  readonly escapes: string[];
}

/** What stands in the canaries, and which kinds of keys may see it: none where there is nobody. */
const SECRETS: readonly (readonly [canary: string, kinds: RegExp])[] = [
  ["CANARY-HOST", /^$/],
  ["CANARY-OTHER-KEY", /^unlimited$/],
  ["CANARY-OTHER", /^(for reading|unlimited)$/],
  ["CANARY-OWN-KEY", /^(limited to apps|unlimited)$/],
];

/** Where everybody may leave something: in logs and locks, and the empty folder of a plugin. */
const EVERYONES = /^(logs(\/|$)|lib\/data\/locks\/|lib\/(config|data)\/[\w-]+$)/;

/** Where a key limited to apps may: in folders of its app as well. */
const OWN = new RegExp(`(^|/)${MINE}(/|$)`);

/** Says what a kind of key reached that it should not have, or nothing. */
export function escaped(kind: string, { line, ended, is, changed, written, printed, calls }: Ran): string | undefined {
  if (!ended && !line.includes("--tail")) return "it did not end";
  const shown = SECRETS.find(([canary, kinds]) => printed.includes(canary) && !kinds.test(kind));
  if (shown) return `it shows ${shown[0]}`;
  const beyond = changed.filter((path) => !mayChange(kind, path));
  if (beyond.length) return `it changes ${beyond}`;
  const [stored] = STORED.exec(written) ?? [];
  if (stored && / of the host$/.test(is)) return `it stores ${stored}`;
  if (!/limited to/.test(kind)) return undefined;
  if (/^(run|run:detached|enter)$/.test(line[0] ?? "")) return undefined; // the app's own programs, with any words
  const taken = SECRETS.find(([canary, kinds]) => written.includes(canary) && !kinds.test(kind));
  if (taken) return `it takes ${taken[0]}`;
  const called = calls.find(reaches);
  if (called) return `it calls ${called.join(" ")}`;
  if (OWN_TEXT.test(line[0] ?? "") || /^(text|path in the app)$/.test(is)) return undefined;
  return stored && `it stores ${stored}`;
}

/** Made anew of what all apps have set. */
const VECTOR = "lib/data/logs/vector.json";

function mayChange(kind: string, path: string): boolean {
  if (kind === "unlimited") return !/^host(\/|$)/.test(path);
  return EVERYONES.test(path) || (!/reading/.test(kind) && (OWN.test(path) || path === VECTOR));
}

/** Whether a program is called with another app, or with more of the host than an app has. */
function reaches([program, ...words]: readonly string[]): boolean {
  if (words.some((word) => /^(file:\/\/)?\/.*\/host\/|^ext::/.test(word) || word.includes(`/home/${OTHER}`))) return true;
  return program === "docker" && words.some((word) => DOCKERS.test(word));
}

const DOCKERS = new RegExp(`(^|[/=:@'"])${OTHER}([ .:/'"]|$)|--privileged|/host\\b`);

/** Commands that keep what the app's own programs are given. */
const OWN_TEXT = /^(config:(set|import)|buildpacks:(add|set))$/;

/** Words of the host's that an app would be started or built with from then on. */
const STORED = /.*(--privileged|\/host\b).*/;

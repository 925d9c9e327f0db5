import type { Contents, Release } from "./records.ts";

/** Names that came, went, or have another value. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** How a release differs from the one before it; of config only the keys, never a value. */
export interface Changes {
  readonly image: boolean;
  readonly commits: readonly [from: string, to: string] | null;
  readonly config: Difference;
  readonly scale: ReadonlyMap<string, readonly [from: number, to: number]>;
  readonly options: Difference;
  readonly domains: Difference;
  readonly files: Difference;
}

type Of = Omit<Contents, "image"> & { readonly image: string };

/** What is different in `now`. */
export function changes(before: Of, now: Of): Changes {
  const types = [...new Set([...Object.keys(before.scale), ...Object.keys(now.scale)])].sort();
  const scale = types.flatMap((type) => {
    const [from, to] = [before.scale[type] ?? 0, now.scale[type] ?? 0];
    return from === to ? [] : [[type, [from, to] as const] as const];
  });
  return {
    image: before.image !== now.image,
    commits: before.commit === now.commit ? null : [before.commit, now.commit],
    config: difference(before.config, now.config, now.commit),
    scale: new Map(scale),
    options: difference(optionSet(before), optionSet(now)),
    domains: difference(asSet(before.domains), asSet(now.domains)),
    files: difference(before.files, now.files),
  };
}

/** Whether there is none. */
export const isSame = ({ image, commits, scale, ...rest }: Changes): boolean =>
  !image && !commits && !scale.size && [rest.config, rest.options, rest.domains, rest.files].every((one) => !names(one).length);

const names = ({ added, changed, removed }: Difference): string[] => [...added, ...changed, ...removed];

type Values = Readonly<Record<string, string>>;

/** A variable that holds the commit says nothing that the commit does not. */
function difference(before: Values, now: Values, commit = ""): Difference {
  const isOwn = (key: string) => commit !== "" && now[key] === commit;
  return {
    added: Object.keys(now).filter((key) => !Object.hasOwn(before, key) && !isOwn(key)),
    changed: Object.keys(now).filter((key) => Object.hasOwn(before, key) && before[key] !== now[key] && !isOwn(key)),
    removed: Object.keys(before).filter((key) => !Object.hasOwn(now, key)),
  };
}

const asSet = (words: readonly string[]): Values => Object.fromEntries(words.map((word) => [word, ""]));

/** `deploy: --memory=1g`, and `web.deploy: ...` where they are one process type's. */
const optionSet = ({ options }: Of): Values =>
  asSet(Object.entries(options).flatMap(([key, lines]) => lines.map((line) => `${key.replace(/^_default_\./, "")}: ${line}`)));

/** What a release is, in Heroku's words. */
export function describe(
  { commit, source }: Pick<Release, "commit" | "source">,
  isBuild: boolean,
  { image, config, scale, options, domains }: Changes,
): string {
  const what = commit.slice(0, 7);
  if (isBuild) return `${/rebuild/.test(source) ? "Rebuild" : "Deploy"}${what && ` ${what}`}`;
  const [set, gone] = [[...config.added, ...config.changed].sort(), [...config.removed].sort()];
  const parts = [
    set.length && `Set ${set.join(", ")} config vars`,
    gone.length && `Remove ${gone.join(", ")} config vars`,
    scale.size && `Scale ${[...scale].map(([type, [, to]]) => `${type}=${to}`).join(" ")}`,
    names(options).length && "Change docker options",
    domains.added.length && `Add ${domains.added.join(", ")}`,
    domains.removed.length && `Remove ${domains.removed.join(", ")}`,
  ].filter(Boolean);
  return parts.length ? parts.join("; ") : `Deploy${image && what ? ` ${what}` : ""}`;
}

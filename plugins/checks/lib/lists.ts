import { answer, Exit, type Io } from "hokku";
import { exclusively } from "hokku/exclusive";
import { properties } from "hokku/properties";

/** Stands for every process type in a list. */
export const ALL = "_all_";

/** The two lists of an app. Contract: Dokku's properties `checks/<app>/disabled` and `skipped`, with commas, or `_all_`. */
export interface Lists {
  readonly disabled: readonly string[];
  readonly skipped: readonly string[];
}

/** `web,worker` as process types; `_all_` where none is named. */
export function typesOf(text: string | undefined): string[] {
  const types = text ? [...new Set(text.split(","))] : [ALL];
  const wrong = types.find((type) => type !== ALL && !/^[A-Za-z0-9][\w-]*$/.test(type));
  if (wrong === undefined) return types.includes(ALL) ? [ALL] : types;
  throw new Exit(1, `${JSON.stringify(wrong)} is no process type; name them as in the Procfile, with commas: web,worker`);
}

/** The lists after `types` were put into one of them and taken out of the other; or out of both. */
export function changed({ disabled, skipped }: Lists, types: readonly string[], to: keyof Lists | undefined): Lists {
  const kept = (list: readonly string[]) => (types.includes(ALL) ? [] : list.filter((type) => !types.includes(type)));
  const put = (list: readonly string[]) => (types.includes(ALL) || list.includes(ALL) ? [ALL] : [...kept(list), ...types]);
  return {
    disabled: to === "disabled" ? put(disabled) : kept(disabled),
    skipped: to === "skipped" ? put(skipped) : kept(skipped),
  };
}

/** Reads, changes and writes the lists of an app, with no other change in between. */
export async function changeLists(io: Io, app: string, types: readonly string[], to: keyof Lists | undefined): Promise<Lists> {
  const every = types.includes(ALL) ? [] : await scaledTypes(io, app);
  return exclusively(io, "checks", app, () => {
    const store = properties("checks", io.env);
    const list = (key: keyof Lists) => {
      const stored = store.get(app, key).split(",").filter(Boolean);
      return key === to ? stored : named(stored, types, every);
    };
    const next = changed({ disabled: list("disabled"), skipped: list("skipped") }, types, to);
    store.set(app, "disabled", next.disabled.join(","));
    store.set(app, "skipped", next.skipped.join(","));
    return next;
  });
}

/** A list of everybody, once some are to leave it, is the list of those the app has. */
function named(list: string[], types: readonly string[], every: readonly string[]): string[] {
  if (!list.includes(ALL) || types.includes(ALL)) return list;
  if (every.length) return [...every];
  throw new Exit(
    1,
    `This holds for all process types, and the app has none yet to tell ${types.join(",")} from; change all of them`,
  );
}

/** Process types the app runs. Contract: `ps-current-scale` prints `web=1` lines. */
async function scaledTypes(io: Io, app: string): Promise<string[]> {
  const lines = (await answer(io, "ps-current-scale", app)).split("\n");
  return lines.flatMap((line) => /^([\w-]+)=\d+$/.exec(line)?.[1] ?? []);
}

import { Exit, type Io } from "hokku";
import { properties } from "hokku/properties";
import { procfileOf } from "./procfile.ts";

/** How many containers of each process type are to run. */
export type Scale = ReadonlyMap<string, number>;

/**
 * The app's scale, sorted by process type. Contract: Dokku's property `scale`, a line `web=1` each; without it one web
 * process runs and nothing else. Types of the Procfile that were never scaled are there with 0; what is scaled to 0 and no longer in the
 * Procfile is not.
 */
export function scaleOf(app: string, env: Io["env"]): Scale {
  const stored = parsePairs(properties("ps", env).list(app, "scale").toReversed()); // the first of a type counts
  const types = [...(procfileOf(app, env)?.keys() ?? [])];
  const defaults = new Map([...types.map((type) => [type, 0] as const), ...(stored.has("web") ? [] : [["web", 1] as const])]);
  if (types.length && !types.includes("web") && !stored.has("web")) defaults.delete("web");
  const kept = [...stored].filter(([type, count]) => count || type === "web" || !types.length || types.includes(type));
  return new Map([...defaults, ...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads `web=2` words; anything else is refused. */
export function parsePairs(words: readonly string[]): Scale {
  return new Map(
    words.map((word) => {
      const [, type = "", count = ""] = /^\s*([A-Za-z0-9_-]{1,63})\s*=(\d{1,4})\s*$/.exec(word) ?? [];
      if (!type) throw new Exit(1, `${JSON.stringify(word)} is no scale; use <process type>=<number>, such as web=2`);
      return [type, Number(count)];
    }),
  );
}

/** Refuses to scale up types that the Procfile does not have. */
export function scalable(app: string, env: Io["env"], changes: Scale): Scale {
  const procfile = procfileOf(app, env);
  for (const [type, count] of changes) {
    if (!count || !procfile || procfile.has(type)) continue;
    throw new Exit(1, `${type} is not a valid process name to scale up; the Procfile has: ${[...procfile.keys()].join(", ")}`);
  }
  return changes;
}

/** Stores a scale; `clear` forgets what was there. */
export function storeScale(app: string, env: Io["env"], wanted: Scale, clear: boolean): void {
  const changes = scalable(app, env, wanted);
  const ps = properties("ps", env);
  const before = clear ? new Map() : parsePairs(ps.list(app, "scale"));
  const all = [...new Map([...before, ...changes])];
  ps.setList(
    app,
    "scale",
    all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${type}=${count}`),
  );
}

import { Exit, type Io } from "hokku";
import type { LogsWanted } from "hokku/scheduler";
import logs from "hokku/settings/logs";
import { inspectThose } from "./inspect-those.ts";
import { keptOutput } from "./kept-output.ts";
import { type Source, showLogs } from "./logs.ts";
import { had, type Past, past, releaseOf } from "./past.ts";
import { dyno, type Place } from "./state.ts";
import { containersOf } from "./stop.ts";

/** Shows what the processes of a release have printed: what was kept of it, and what those of its containers say that are there. */
export async function releaseLogs(
  io: Io,
  app: string,
  version: number,
  isWanted: (place: Place) => boolean,
  wanted: LogsWanted,
): Promise<number> {
  const all = past(app, io.env);
  const kept = keptOutput(app, io.env);
  const release = all.find((one) => one.version === version);
  if (!release && !kept.some((one) => one.version === version)) throw new Exit(1, unknown(app, version, all));
  const isIts = (id: string, its: number) => its === version || (release !== undefined && had(release, id));
  const gone = kept.filter((one) => isIts(one.id, one.version));
  const saved = new Set(gone.map(({ id }) => id));
  const there = (await places(io, app)).filter(({ id, created }) => isIts(id, releaseOf(id, created, all)));
  const sources = [...gone, ...there.filter(({ id }) => !saved.has(id.slice(0, 12)))];
  if (!sources.length) throw new Exit(1, nothing(io, app, version));
  const shown = sources.filter(isWanted).map((one): Source => {
    return { id: one.id, title: dyno(one), ...("path" in one && { kept: one.path }) };
  });
  return showLogs(io, shown, { ...wanted, tail: false });
}

/** The containers of an app's processes, whatever state they are in. Those of a deploy under way belong to no release yet. */
async function places(io: Io, app: string): Promise<(Place & { readonly id: string; readonly created: string })[]> {
  const ids = await containersOf(io, app, true);
  if (!ids.length) return [];
  return (await inspectThose(io, ids)).flatMap(({ id, name, created, place, kind }) => {
    const [, type, index] = /^([\w-]+)\.(\d+)$/.exec(place) ?? [];
    return type && kind === "deploy" && !/\.upcoming-\d+$/.test(name) ? [{ type, index: Number(index), id, created }] : [];
  });
}

function unknown(app: string, version: number, all: readonly Past[]): string {
  const range = all.length ? `it has v${all.at(-1)?.version} to v${all[0]?.version}` : "nothing of it has been released yet";
  return `${app} has no release v${version}; ${range}: dokku releases ${app}`;
}

function nothing({ env }: Io, app: string, version: number): string {
  const keep = logs.of(app, "keep", env);
  const why = keep ? `what is older than ${keep} is gone` : `to keep it from now on: dokku logs:set ${app} keep 7d`;
  return `Nothing is kept of what v${version} of ${app} has printed; ${why}`;
}

import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { exclusively } from "hokku/exclusive";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";
import { PHASES, type Phase } from "./option.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

/** Stands for all process types. */
export const EVERY = "_default_";

/**
 * The stored options of a phase, one a line, sorted, each once. Contract: since 0.38 Dokku keeps them as the property list
 * `docker-options/<app>/<process type>.<phase>`; until then they lay in `$DOKKU_ROOT/<app>/DOCKER_OPTIONS_<PHASE>`, where a
 * restored backup or an old plugin may still put some. Both are read; only the list is written, as that is where a Dokku of
 * today looks, and the first change moves the old file's lines into it.
 */
export function optionLines(env: Io["env"], app: string, phase: Phase, processType = EVERY): string[] {
  const listed = properties("docker-options", env).list(app, `${processType}.${phase}`);
  const old = processType === EVERY ? (readText(oldFile(env, app, phase)) ?? "").split("\n") : [];
  const lines = [...listed, ...old].map((line) => line.trim());
  return [...new Set(lines.filter((line) => line && !line.startsWith("#")))].sort();
}

/** Changes the lines of these phases and process types, each on its own, with no other change in between. */
export function editOptions(
  io: Io,
  app: string,
  phases: readonly Phase[],
  processTypes: readonly string[],
  edit: (lines: readonly string[]) => readonly string[],
): Promise<void> {
  return exclusively(io, "docker-options", app, () => {
    for (const phase of phases) {
      drain(io.env, app, phase);
      for (const processType of processTypes) {
        const lines = [...new Set(edit(optionLines(io.env, app, phase, processType)))].sort();
        properties("docker-options", io.env).setList(app, `${processType}.${phase}`, lines);
      }
    }
  });
}

/** Moves all lines of the old files into the lists. */
export function drainAll(io: Io, app: string): Promise<void> {
  return exclusively(io, "docker-options", app, () => {
    for (const phase of PHASES) drain(io.env, app, phase);
  });
}

/** Process types that have options of their own. */
export function processTypes(env: Io["env"], app: string): string[] {
  const keys = properties("docker-options", env).keys(app);
  const types = keys.flatMap((key) => /^(.+)\.(?:build|deploy|run)$/.exec(key)?.[1] ?? []);
  return [...new Set(types)].filter((type) => type !== EVERY).sort();
}

/** First the list with all lines, then the old file goes: killed in between, every line is still there, once. */
function drain(env: Io["env"], app: string, phase: Phase): void {
  if (readText(oldFile(env, app, phase)) === undefined) return;
  properties("docker-options", env).setList(app, `${EVERY}.${phase}`, optionLines(env, app, phase));
  rmSync(oldFile(env, app, phase), { force: true });
}

const oldFile = (env: Io["env"], app: string, phase: Phase): string =>
  join(appRoot(app, env), `DOCKER_OPTIONS_${phase.toUpperCase()}`);

import { join } from "node:path";
import type { Io } from "hokku";
import { readState, replaceFile } from "hokku/files";
import type { Holder, Place } from "./state.ts";

const { existsSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

/** A port inside a container and the port of 127.0.0.1 that leads to it. */
export interface Published {
  readonly container: number;
  readonly host: number;
}

/** A container of the new release. */
export interface Upcoming extends Place {
  /** Its name until the switch. */
  readonly name: string;
  readonly ports: readonly Published[];
  readonly id: string;
  /** Where its own address answers; "" while it is not known, and for containers in the host's network. */
  readonly ip: string;
}

/** A container of the old release, and the name it has from the switch on. */
export interface Outgoing extends Holder {
  readonly name: string;
}

/**
 * What a deploy is about to do, written before it does it. `starting`: nothing is switched, all of it can be taken back.
 * `switching`: the new containers are up; whoever finds this finishes the switch.
 */
export interface Journal {
  readonly phase: "starting" | "switching";
  readonly tag: string;
  /** Whose source it is, see `sourceOf`: what it brought is settled by whoever finishes the switch. */
  readonly source: string;
  /** Which commit it is, as its programs are told: `asRevision`. None where no code has come. */
  readonly revision?: string | undefined;
  /** What else they are told: the id of the build, and which release is rolled back to. */
  readonly build?: string | undefined;
  readonly rollback?: string | undefined;
  /** Id of the image. */
  readonly image?: string | undefined;
  readonly upcoming: readonly Upcoming[];
  readonly outgoing: readonly Outgoing[];
  /** Ids of old containers that had to stop before the new ones started, where zero downtime is off. */
  readonly stopped: readonly string[];
  /** State files as they were, and as they are to be. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Seconds the old containers live on. */
  readonly wait: number;
}

/** The app's journal, where a deploy is under way or was cut short. */
export const readJournal = (app: string, env: Io["env"]): Journal | undefined => readState<Journal>(path(app, env));

export function writeJournal(app: string, env: Io["env"], journal: Journal): Journal {
  replaceFile(path(app, env), `${JSON.stringify(journal)}\n`, 0o600);
  return journal;
}

export function clearJournal(app: string, env: Io["env"]): void {
  rmSync(path(app, env), { force: true });
}

/** Apps that have a journal. */
export function unfinished(env: Io["env"]): string[] {
  const root = join(env.DOKKU_LIB_ROOT ?? "", "data", "scheduler-docker-local");
  if (!existsSync(root)) return [];
  return readdirSync(root).filter((app) => existsSync(path(app, env)));
}

const path = (app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string =>
  join(DOKKU_LIB_ROOT, "data", "scheduler-docker-local", app, "deploy.json");

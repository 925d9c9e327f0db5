import { join } from "node:path";
import type { Io } from "hokku";
import { exclusively } from "hokku/exclusive";
import { readText, replaceFile } from "hokku/files";
import { GLOBAL } from "hokku/scope";

/** A container whose time has come, or will. */
export interface Retired {
  readonly app: string;
  readonly id: string;
  /** Seconds since 1970 from which on it may be stopped. */
  readonly due: number;
}

/** The containers that are to be stopped, in the order they were registered. */
export function retired(env: Io["env"]): Retired[] {
  return (readText(path(env)) ?? "").split("\n").flatMap((line) => {
    const [app, id, due] = line.trim().split(" ");
    return app && id && /^\d+$/.test(due ?? "") ? [{ app, id, due: Number(due) }] : [];
  });
}

/**
 * Changes the list, one change at a time. Contract: Dokku's `dead-containers`, a line `<app> <container> <seconds>` each, so
 * a host that is taken over or given back loses none.
 */
export const changeRetired = (env: Io["env"], change: (list: Retired[]) => Retired[]): Promise<void> =>
  exclusively({ env }, "scheduler-docker-local", GLOBAL, () => {
    const lines = change(retired(env)).map(({ app, id, due }) => `${app} ${id} ${due}\n`);
    replaceFile(path(env), lines.join(""));
  });

/** Adds containers that are not in the list yet. */
export function registerRetired(env: Io["env"], app: string, ids: readonly string[], wait: number): Promise<void> {
  const due = Math.floor(Date.now() / 1000) + wait;
  return changeRetired(env, (list) => {
    const fresh = ids.filter((id) => !list.some((entry) => sameContainer(entry.id, id)));
    return [...list, ...fresh.map((id) => ({ app, id, due }))];
  });
}

/** Whether two ids, either of them maybe short, mean the same container. */
export const sameContainer = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

const path = ({ DOKKU_LIB_ROOT = "" }: Io["env"]): string =>
  join(DOKKU_LIB_ROOT, "data", "scheduler-docker-local", "dead-containers");

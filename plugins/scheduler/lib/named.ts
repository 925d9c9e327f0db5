import type { Io } from "hokku";
import { exported, plugins } from "hokku/plugin-list";
import type { AppScheduler } from "hokku/scheduler";

/** The scheduler of that name, by the plugin that is called after it; nothing where that answers triggers itself. */
export const schedulerNamed = (name: string, env: Io["env"]): Promise<AppScheduler | undefined> =>
  exported(plugins(env).get(`scheduler-${name}`), "scheduler.ts");

/** All schedulers of the host in TypeScript. */
export async function allSchedulers(env: Io["env"]): Promise<AppScheduler[]> {
  const folders = [...plugins(env)].flatMap(([name, folder]) => (name.startsWith("scheduler-") ? folder : []));
  const all = await Promise.all(folders.map((folder) => exported<AppScheduler>(folder, "scheduler.ts")));
  return all.filter((scheduler) => scheduler !== undefined);
}

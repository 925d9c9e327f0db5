import { pathToFileURL } from "node:url";
import type { Io } from "hokku";
import { plugins } from "hokku/plugin-list";
import type { AppScheduler } from "hokku/scheduler";

const { existsSync } = process.getBuiltinModule("node:fs");

/** The scheduler of that name, by the plugin that is called after it; nothing where that answers triggers itself. */
export async function schedulerNamed(name: string, env: Io["env"]): Promise<AppScheduler | undefined> {
  const file = `${plugins(env).get(`scheduler-${name}`)}/scheduler.ts`;
  return existsSync(file) ? loaded(file) : undefined;
}

/** All schedulers of the host in TypeScript. */
export async function allSchedulers(env: Io["env"]): Promise<AppScheduler[]> {
  const folders = [...plugins(env)].flatMap(([name, folder]) => (name.startsWith("scheduler-") ? `${folder}/scheduler.ts` : []));
  return Promise.all(folders.filter((file) => existsSync(file)).map(loaded));
}

async function loaded(file: string): Promise<AppScheduler> {
  const module: { default: AppScheduler } = await import(pathToFileURL(file).href);
  return module.default;
}

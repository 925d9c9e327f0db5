import type { Io } from "hokku";
import { properties } from "hokku/properties";
import { jobId } from "./id.ts";
import { maintenanceKey, tasksOf } from "./tasks.ts";

/** A job's ID has the app's name in it: what is suspended under the old name is under the new one, instead of running again. */
export async function keepSuspended(io: Io, old: string, app: string): Promise<void> {
  const store = properties("cron", io.env);
  for (const { id, command, schedule } of await tasksOf(io, app)) {
    const before = maintenanceKey(jobId(old, command, schedule));
    const value = store.get(app, before);
    if (!value) continue;
    store.set(app, maintenanceKey(id), value);
    store.set(app, before, "");
  }
}

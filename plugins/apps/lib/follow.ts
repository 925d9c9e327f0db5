import { Exit, type Io, step } from "hokku";
import { existingApp, isApp, validAppName } from "hokku/apps";
import { properties } from "hokku/properties";
import { create } from "./create.ts";

/** What is under way for an app that is made after another. */
type Work = "cloning-from" | "renaming-from";

/**
 * Begins to make `app` after `old`, or goes on where a killed process has left off: the new app remembers what it is made
 * from until that is done. Answers whether it went on.
 */
export async function follow(io: Io, work: Work, old: string, app: string): Promise<boolean> {
  validAppName(app);
  const kept = properties("apps", io.env);
  if (isApp(app, io.env) && kept.get(app, work) === old) {
    step(io, `Going on where ${work.replace("-", " ")} ${old} was interrupted`);
    return true;
  }
  existingApp(old, io.env);
  if (old === app) throw new Exit(1, `${app} has that name already`);
  await create(io, app);
  kept.set(app, work, old);
  return false;
}

/** Forgets what an app was made from: it stands on its own now. */
export function stands(io: Io, work: Work, app: string): void {
  properties("apps", io.env).set(app, work, "");
}

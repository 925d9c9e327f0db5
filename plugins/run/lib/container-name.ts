import { Exit, type Io } from "hokku";
import { existingApp } from "hokku/apps";

/** The app a one-off container (`<app>.run.<number>`) or the user names; both have to agree. */
export function appOfRun(app: string | undefined, container: string | undefined, env: Io["env"]): string {
  if (!container) {
    if (!app) throw new Exit(2, "No container or app specified; use <app> or --container <app>.run.<number>");
    return existingApp(app, env);
  }
  const [, owner = ""] = /^(.+)\.run\.\d+$/.exec(container) ?? [];
  if (!owner) throw new Exit(1, `Invalid container name specified: ${container}; see: dokku run:list <app>`);
  if (app && app !== owner) throw new Exit(1, `${container} is not a container of ${app}`);
  return existingApp(owner, env);
}

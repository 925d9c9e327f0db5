import { answer, type Io, trigger } from "hokku";
import { apps } from "hokku/apps";
import { properties } from "hokku/properties";

/** The stack image somebody has chosen: for the app, for all, or by the variable of old, DOKKU_IMAGE; or "". */
export async function stackOf(io: Io, app: string): Promise<string> {
  return (
    properties("buildpacks", io.env).computed(app, "stack") ||
    (await answer(io, "config-get", app, "DOKKU_IMAGE").catch(() => ""))
  );
}

/** Tells everybody that an app is built on another stack from now on. */
export async function stackChanged(io: Io, scope: string, stack: string): Promise<void> {
  for (const app of scope === "--global" ? apps(io.env) : [scope]) await trigger(io, "post-stack-set", app, stack);
}

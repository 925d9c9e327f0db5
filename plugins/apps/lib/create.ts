import { Exit, type Io, step, trigger, trouble } from "hokku";
import { appData } from "hokku/app-data";
import { appRoot, isApp, validAppName } from "hokku/apps";
import { properties } from "hokku/properties";

const { mkdirSync, rmSync } = process.getBuiltinModule("node:fs");

/** Registers a new app. Of two who want the same name at once, one is refused. What a hook refuses is undone. */
export async function create(io: Io, app: string): Promise<void> {
  validAppName(app);
  if (!claim(appRoot(app, io.env))) throw new Exit(1, taken(app, io));
  step(io, `Creating ${app}...`);
  try {
    properties("apps", io.env).set(app, "created-at", String(Math.floor(Date.now() / 1000)));
    // There from the beginning, as in Dokku: what root makes later could not be removed with the app.
    mkdirSync(appData("apps", io.env).folder(app), { recursive: true });
    await trigger(io, "post-create", app);
  } catch (error) {
    await undo(io, app);
    throw error;
  }
}

/** Making a folder is what only one can do. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function taken(app: string, { env }: Io): string {
  if (isApp(app, env)) return `Name is already taken: there is an app ${app}; see: dokku apps:list`;
  return `Name is already taken: ${appRoot(app, env)} is in the way`;
}

async function undo(io: Io, app: string): Promise<void> {
  try {
    await trigger(io, "post-delete", app, "latest");
  } catch (error) {
    trouble(`${app} was not made, but something of it is left: ${error instanceof Error ? error.message : error}`);
  }
  rmSync(appRoot(app, io.env), { recursive: true, force: true });
}

import { join } from "node:path";
import { type Io, trouble } from "hokku";
import { kindOf, kinds } from "./kinds.ts";
import { changeLinks, linksOf } from "./links.ts";
import { start, statusOf } from "./run-state.ts";
import { names, rootOf, serviceOf } from "./state.ts";

/** Changes the links of each service that an app is linked to. */
export async function eachLinked(io: Io, app: string, change: (apps: Set<string>) => unknown): Promise<void> {
  for (const [plugin] of kinds(io.env)) {
    for (const name of names(plugin, io.env))
      if (linksOf(join(rootOf(plugin, io.env), name)).includes(app)) await changeLinks(io, plugin, name, change);
  }
}

/** Starts the services that are not running, of those that have such links. */
export async function startLinked(io: Io, wanted: (apps: readonly string[]) => boolean): Promise<void> {
  for (const [plugin, folder] of kinds(io.env)) {
    const linked = names(plugin, io.env).filter((name) => wanted(linksOf(join(rootOf(plugin, io.env), name))));
    const kind = linked.length ? await kindOf([plugin, folder]) : undefined;
    if (!kind) continue;
    for (const name of linked) {
      const service = serviceOf(kind, name, io.env);
      const status = await statusOf(io, service);
      if (status === "running") continue;
      if (status === "restarting") {
        trouble(`${kind.title} service ${name} is restarting and may cause issues with linked apps`);
        continue;
      }
      trouble(`${kind.title} service ${name} is not running, issuing service start`);
      await start(io, kind, service);
    }
  }
}

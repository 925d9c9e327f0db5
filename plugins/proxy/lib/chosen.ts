import { pathToFileURL } from "node:url";
import type { Io } from "hokku";
import { plugins } from "hokku/plugin-list";
import type { AppProxy } from "hokku/proxy";
import { proxyType } from "./proxy.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** The proxy that serves an app, by the plugin that is called after its type; nothing where that answers triggers itself. */
export async function chosenProxy({ env }: Io, app: string): Promise<AppProxy | undefined> {
  const type = proxyType(app, env);
  const enabled = plugins(env);
  const folders = [`${type}-vhosts`, `${type}-proxy`, type].flatMap((name) => enabled.get(name) ?? []);
  const file = folders.map((folder) => `${folder}/proxy.ts`).find((path) => existsSync(path));
  if (!file) return undefined;
  const module: { default: AppProxy } = await import(pathToFileURL(file).href);
  return module.default;
}

/** Lets the proxy of an app serve it as it is by now. */
export async function refresh(io: Io, app: string): Promise<void> {
  await (await chosenProxy(io, app))?.refresh(io, app);
}

import { join } from "node:path";
import { answer, Exit, type Io, step, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";
import { ALL } from "./lists.ts";

const { readdirSync } = process.getBuiltinModule("node:fs");

/** One running process of an app. */
export interface Process {
  readonly type: string;
  readonly index: string;
  readonly container: string;
}

/** The processes that `web`, `web.2` or `_all_` mean; one the app does not run is refused. */
export function chosen(all: readonly Process[], app: string, wanted: readonly string[]): Process[] {
  return wanted.flatMap((want) => {
    const found = all.filter(({ type, index }) => want === ALL || want === type || want === `${type}.${index}`);
    if (found.length || want === ALL) return found;
    const which = want.includes(".") ? "container index" : "process type";
    const runs = all.map(({ type, index }) => `${type}.${index}`).join(", ") || "nothing";
    throw new Exit(1, `Invalid ${which} specified (${app}.${want}); ${app} runs ${runs}`);
  });
}

/** What the app runs, by its state files. Contract: `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>`. */
export function processes(env: Io["env"], app: string): Process[] {
  return readdirSync(appRoot(app, env))
    .sort()
    .flatMap((file) => {
      const [, type, index] = /^CONTAINER\.([^.]+)\.(\d+)$/.exec(file) ?? [];
      if (!type || !index) return []; // Beside them lie folders, such as those of the app's git repository.
      const container = readText(join(appRoot(app, env), file))?.trim();
      return container ? [{ type, index, container }] : [];
    });
}

/** Checks one running container as a deploy would. */
export async function check(io: Io, app: string, { type, index, container }: Process): Promise<boolean> {
  const disabled = properties("checks", io.env).get(app, "disabled").split(",");
  if (disabled.includes(type) || disabled.includes(ALL)) {
    step(io, `Zero downtime is disabled for app (${app}.${type}). Skipping checks`);
    return false;
  }
  step(io, `Running checks for app (${app}.${type}.${index})`);
  const ip = await answer(io, "network-get-ipaddr", app, type, container);
  await trigger(io, "check-deploy", app, container, type, await portOf(io, app), ip, index);
  return true;
}

/** The container port of the last mapping, as Dokku takes it. */
async function portOf(io: Io, app: string): Promise<string> {
  const mappings = (await answer(io, "ports-get", app, "stdout")).split("\n").map((line) => line.split(":"));
  return mappings.findLast(([scheme, , port]) => port && scheme !== "udp")?.[2] ?? "5000";
}

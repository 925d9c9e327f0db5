import { join } from "node:path";
import { answer, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { sourceFiles } from "hokku/deploy/extracted";
import { storedEnvironment } from "hokku/environment";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";
import { DEPLOYED } from "hokku/revision";
import type { Contents } from "./records.ts";

const { readdirSync } = process.getBuiltinModule("node:fs");

/** What an app is made of now, but for its image, which only Docker knows. */
export async function contents(io: Io, app: string): Promise<Omit<Contents, "image">> {
  const { env } = io;
  const options = properties("docker-options", env);
  const files = sourceFiles(app, env).flatMap(({ path, text }) => {
    const found = text();
    return found === undefined ? [] : [[path, found] as const];
  });
  return {
    commit: properties("git", env).get(app, DEPLOYED),
    builder: properties("builder", env).get(app, "detected"),
    config: Object.fromEntries(storedEnvironment(app, env)),
    scale: scaleOf(await answer(io, "ps-current-scale", app)),
    options: Object.fromEntries(options.keys(app).map((key) => [key, options.list(app, key)])),
    domains: (readText(join(appRoot(app, env), "VHOST")) ?? "").split(/\s+/).filter(Boolean),
    ports: properties("ports", env).list(app, "map-detected"),
    files: Object.fromEntries(files),
  };
}

const scaleOf = (text: string): Record<string, number> =>
  Object.fromEntries([...text.matchAll(/^([\w-]+)=(\d+)$/gm)].map(([, type = "", count]) => [type, Number(count)]));

/** Ids of the containers that hold an app's places. Contract: `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>`. */
export function containersOf(app: string, env: Io["env"]): string[] {
  const root = appRoot(app, env);
  const files = readdirSync(root).filter((name) => /^CONTAINER\./.test(name));
  return files.map((name) => readText(join(root, name))?.trim() ?? "").sort();
}

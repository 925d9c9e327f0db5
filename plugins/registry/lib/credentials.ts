import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { clientIn } from "hokku/endpoint";
import { readText } from "hokku/files";
import { notServer } from "./settings.ts";

const { existsSync, mkdirSync } = process.getBuiltinModule("node:fs");

/**
 * Where docker keeps the credentials of an app, or of all. Contract: Dokku's `$DOKKU_LIB_ROOT/config/registry/<app>`, with
 * docker's own `config.json` in it; those of all in the docker folder of the user who runs the apps.
 */
export const credentials = ({ DOKKU_LIB_ROOT = "", DOKKU_ROOT = "" }: Io["env"], app?: string): string =>
  app ? join(DOKKU_LIB_ROOT, "config", "registry", app) : join(DOKKU_ROOT, ".docker");

/** The environment with which docker knows an app's credentials, or else those of all. */
export function dockerEnvironment(env: Io["env"], app: string): Record<string, string> {
  const own = credentials(env, app);
  if (hasLogin(own)) return clientIn(own, env);
  return existsSync(join(credentials(env), "config.json")) ? clientIn(credentials(env), env) : {};
}

/** Makes the folder for credentials, for nobody else's eyes. */
export function makeFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** A registry as docker spells it; refuses what is no address. */
export function registryServer(server: string): string {
  if (/^(hub\.)?docker\.(com|io)$/.test(server)) return "docker.io";
  const bare = server.replace(/^https?:\/\//, "");
  const wrong = notServer(bare);
  if (wrong) throw new Exit(1, `${JSON.stringify(server)} is no registry: ${wrong}`);
  return bare;
}

function hasLogin(folder: string): boolean {
  try {
    const { auths = {}, credHelpers = {}, credsStore } = JSON.parse(readText(join(folder, "config.json")) ?? "{}");
    return Object.keys({ ...auths, ...credHelpers }).length > 0 || credsStore !== undefined;
  } catch {
    return false;
  }
}

import { join } from "node:path";
import type { Io } from "../../../core/execute.ts";
import { clientIn } from "./endpoint.ts";
import { readText } from "./files.ts";

/** Lets the docker client use an app's own logins. Contract: `$DOKKU_LIB_ROOT/config/registry/<app>/config.json`. */
export function registryEnvironment(app: string, env: Io["env"]): Record<string, string> {
  const folder = join(env.DOKKU_LIB_ROOT ?? "", "config", "registry", app);
  const text = readText(join(folder, "config.json"));
  const { auths = {} }: { auths?: object } = text ? JSON.parse(text) : {};
  return Object.keys(auths).length ? clientIn(folder, env) : {};
}

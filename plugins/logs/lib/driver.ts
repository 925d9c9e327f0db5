import type { Io } from "hokku";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";

/** The log driver an app's containers get: from its docker options, else from Docker's own settings. */
export function logDriver(app: string, env: Io["env"]): string {
  const options = properties("docker-options", env).list(app, "_default_.deploy").join("\n");
  const [, chosen] = /--log-driver[= ](\S+)/.exec(options) ?? [];
  return chosen ?? daemonDriver(env);
}

function daemonDriver({ DOCKER_DAEMON_JSON = "/etc/docker/daemon.json" }: Io["env"]): string {
  try {
    const settings: Record<string, unknown> = JSON.parse(readText(DOCKER_DAEMON_JSON) ?? "{}");
    return typeof settings["log-driver"] === "string" ? settings["log-driver"] : "json-file";
  } catch {
    return "json-file";
  }
}

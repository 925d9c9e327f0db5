import { isIP } from "node:net";
import { join } from "node:path";
import { answer, type Io } from "hokku";
import { appRoot, apps } from "hokku/apps";
import { readEnvironment } from "hokku/environment";
import { readText, replaceFile } from "hokku/files";
import { GLOBAL } from "hokku/scope";

const { rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** The file that holds the domains of an app, or of the host for `--global`. Contract: `VHOST`, one domain a line. */
export function vhostFile(scope: string, env: Env): string {
  return join(scope === GLOBAL ? (env.DOKKU_ROOT ?? "") : appRoot(scope, env), "VHOST");
}

/** Domains as the file has them, whether they are enabled or not. */
export function domainsOf(scope: string, env: Env): string[] {
  const lines = (readText(vhostFile(scope, env)) ?? "").split(/\s+/);
  return [...new Set(lines.filter(Boolean))];
}

/** Replaces the list; with none the file goes. */
export function writeDomains(scope: string, domains: readonly string[], env: Env): void {
  if (domains.length) replaceFile(vhostFile(scope, env), domains.map((domain) => `${domain}\n`).join(""));
  else rmSync(vhostFile(scope, env), { force: true });
}

/** Whether an app may answer by domains. Contract: the variable `NO_VHOST` is 1 where it may not. */
export function isEnabled(app: string, env: Env): boolean {
  return readEnvironment(app, env).get("NO_VHOST") !== "1";
}

/** Whether an app does answer by domains: it may, and has some. All others are reached by the host's address and a port of their own. */
export function isNamed(app: string, env: Env): boolean {
  return isEnabled(app, env) && domainsOf(app, env).length > 0;
}

/** The app another's domain belongs to, if it is not this app's. `_` may be anybody's. */
export function ownerOf(domain: string, but: string, env: Env): string | undefined {
  if (domain === "_") return undefined;
  return apps(env).find((app) => app !== but && domainsOf(app, env).includes(domain));
}

/** The other app whose default name a domain is, below one of the host's, whether that app has it now or not. */
export function byDefault(domain: string, but: string, env: Env): string | undefined {
  const hosts = domainsOf(GLOBAL, env);
  return apps(env).find((app) => app !== but && (app === domain || hosts.some((host) => domain === `${app}.${host}`)));
}

/**
 * The domains an app gets by itself: its name below each of the host's, or its name alone where that is a full domain.
 * Contract: a hook `nginx-hostname` may say otherwise.
 */
export async function defaultDomains(io: Io, app: string): Promise<string[]> {
  const found: string[] = [];
  for (const domain of domainsOf(GLOBAL, io.env).filter((name) => !isIP(name) && name !== "_")) {
    const said = await answer(io, "nginx-hostname", app, app.replace(`.${domain}`, ""), domain);
    found.push(said || (app.includes(".") ? app : `${app}.${domain}`));
  }
  return [...new Set(found)];
}

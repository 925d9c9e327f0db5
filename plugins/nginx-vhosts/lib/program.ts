import { dirname, join } from "node:path";
import { Exit, type Io } from "hokku";
import { output } from "hokku/run";

const { accessSync, constants, existsSync, statSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** Where the nginx program is; openresty goes before it, as in Dokku. */
export function nginxProgram({ PATH = "" }: Env): string {
  const folders = [...PATH.split(":"), "/usr/sbin", "/usr/local/sbin"].filter(Boolean);
  const found = ["/usr/bin/openresty", ...folders.map((folder) => join(folder, "nginx"))].find(isExecutable);
  if (!found)
    throw new Exit(1, "nginx is not installed; install it: apt-get install nginx, or use: dokku proxy:set <app> type port-proxy");
  return found;
}

/** nginx's own configuration and the folder whose files it includes; `HOKKU_NGINX_CONF` stands in for the host's. */
export function nginxPlaces({ HOKKU_NGINX_CONF }: Env): { conf: string; folder: string; own: boolean } {
  const root = existsSync("/usr/bin/openresty") ? "/usr/local/openresty/nginx/conf" : "/etc/nginx";
  const conf = HOKKU_NGINX_CONF || join(root, "nginx.conf");
  return { conf, folder: join(dirname(conf), "conf.d"), own: Boolean(HOKKU_NGINX_CONF) };
}

/** Runs a program as root, through sudo where we are not, and answers what it printed. Contract: the rules in our sudoers file. */
export function asRoot(io: Io, file: string, args: readonly string[]): Promise<string> {
  return process.getuid?.() === 0 ? output(io, file, args) : output(io, "sudo", ["-n", file, ...args]);
}

/** Runs nginx with the host's configuration; its own words are the message of what it throws. */
export function nginx(io: Io, ...args: string[]): Promise<string> {
  const { conf, own } = nginxPlaces(io.env);
  return asRoot(io, nginxProgram(io.env), own ? [...args, "-c", conf] : args);
}

/** Versions by program and the time it was installed: whoever makes the vhosts of all apps asks once. */
const versions = new Map<string, Promise<number[]>>();

/** nginx's version, `[1, 22, 1]`. */
export function nginxVersion(io: Io): Promise<number[]> {
  const program = nginxProgram(io.env);
  const key = `${program} ${statSync(program).mtimeMs}`;
  const version = versions.get(key) ?? askVersion(io, program);
  versions.set(key, version);
  return version;
}

async function askVersion(io: Io, program: string): Promise<number[]> {
  const printed = await output(io, "/bin/sh", ["-c", '"$1" -v 2>&1', "sh", program]);
  return (/\/(\d+)\.(\d+)\.(\d+)/.exec(printed) ?? []).slice(1).map(Number);
}

/** Whether a version is at least this one. */
export function isAtLeast(version: readonly number[], wanted: readonly number[]): boolean {
  for (const [at, part] of wanted.entries()) if ((version[at] ?? 0) !== part) return (version[at] ?? 0) > part;
  return true;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

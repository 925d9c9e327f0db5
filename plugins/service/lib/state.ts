import { join } from "node:path";
import { answer, Exit, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { listeners } from "hokku/listeners";
import type { Kind } from "./service.ts";

const { existsSync, promises, readdirSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** One service: what its definition may want to know of it. */
export interface Service {
  readonly name: string;
  /** Its folder, and the same folder as the engine's host calls it. */
  readonly root: string;
  readonly hostRoot: string;
  /** Name of its container, and the name by which linked apps reach it. */
  readonly container: string;
  readonly host: string;
  readonly port: number;
  readonly scheme: string;
  readonly database: string;
  readonly password: string;
  readonly rootPassword: string;
  readonly image: string;
  readonly imageVersion: string;
}

/** Where all services of a kind lie. Contract: Dokku's datastore plugins. */
export const rootOf = (plugin: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string => join(DOKKU_LIB_ROOT, "services", plugin);

/** A service as its files have it. */
export function serviceOf(kind: Kind, name: string, env: Io["env"], scheme = kind.scheme): Service {
  const root = join(rootOf(kind.plugin, env), name);
  const { DOKKU_LIB_ROOT = "", DOKKU_LIB_HOST_ROOT = DOKKU_LIB_ROOT } = env;
  const container = `dokku.${kind.plugin}.${name}`;
  const { image, imageVersion } = usualImage(kind, env);
  return {
    name,
    root,
    hostRoot: join(rootOf(kind.plugin, { DOKKU_LIB_ROOT: DOKKU_LIB_HOST_ROOT }), name),
    container,
    host: container.replace(/[._]/g, "-"),
    port: kind.ports[0],
    scheme,
    database: read(root, "DATABASE_NAME") || name,
    password: read(root, "PASSWORD"),
    rootPassword: read(root, "ROOTPASSWORD"),
    image: read(root, "IMAGE") || image,
    imageVersion: read(root, "IMAGE_VERSION") || imageVersion,
  };
}

/** The image that counts where a service does not say another: `REDIS_IMAGE` and `REDIS_IMAGE_VERSION`, or the definition's. */
export function usualImage({ plugin, image: declared }: Kind, env: Io["env"]): { image: string; imageVersion: string } {
  const at = declared.lastIndexOf(":");
  const variable = variableOf(plugin);
  return {
    image: env[`${variable}_IMAGE`] || declared.slice(0, at),
    imageVersion: env[`${variable}_IMAGE_VERSION`] || declared.slice(at + 1),
  };
}

/** The plugin's name in capitals, as the names of variables begin. */
export const variableOf = (plugin: string): string => plugin.toUpperCase().replaceAll("-", "_");

/** A file of a service, without its last newline; "" where there is none. */
export const read = (root: string, key: string): string => (readText(join(root, key)) ?? "").replace(/\n+$/, "");

/** Writes a file of a service, or takes it away where there is nothing to say. Of one that is not finished, `settled` sees to it that they last. */
export function write(root: string, key: string, value: string, mode = 0o644): void {
  const file = join(root, key);
  if (!value) rmSync(file, { force: true });
  else if (existsSync(join(root, UNFINISHED))) writeFileSync(file, `${value}\n`, { mode });
  else replaceFile(file, `${value}\n`, mode);
}

/** Puts everything that was written of a new service on the disk. */
export async function settled(root: string, folders: readonly string[]): Promise<void> {
  const { open } = promises;
  const sync = async (path: string) => {
    const file = await open(path);
    await file.sync().finally(() => file.close());
  };
  const inside = ["", ...folders].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? join(root, folder, entry.name) : [],
    ),
  );
  await Promise.all(inside.map(sync));
  await sync(root);
}

/** The names of all services of a kind. */
export function names(plugin: string, env: Io["env"]): string[] {
  const root = rootOf(plugin, env);
  if (!existsSync(root)) return [];
  const entries = readdirSync(root, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && isName(entry.name) ? entry.name : [])).sort();
}

/** Whether a service can be called so. Contract: the official plugins' rule. */
export const isName = (name: string): boolean => /^[A-Za-z0-9_-]+$/.test(name);

/** Those that whoever asks may see. Contract: `user-auth-service`, since 2017 in the official plugins. */
export async function visible(io: Io, plugin: string, all: readonly string[]): Promise<readonly string[]> {
  if (!all.length || !listeners("user-auth-service", io.env).length) return all;
  const { SSH_USER = "", SSH_NAME = "" } = io.env;
  const shown = (await answer(io, "user-auth-service", SSH_USER, SSH_NAME, plugin, ...all)).split(/\s+/);
  return all.filter((name) => shown.includes(name));
}

/** The file that lies in a service's folder until it is whole. */
export const UNFINISHED = "CREATING";

/** A service that exists and that the caller may see; any other is refused. */
export async function existing(io: Io, kind: Kind, name: string, options: { unfinished?: true } = {}): Promise<Service> {
  const { plugin, title } = kind;
  const isThere = isName(name) && existsSync(join(rootOf(plugin, io.env), name));
  if (!isThere || !(await visible(io, plugin, [name])).length) throw new Exit(1, `${title} service ${name} does not exist`);
  const service = serviceOf(kind, name, io.env);
  if (options.unfinished || !existsSync(join(service.root, UNFINISHED))) return service;
  throw new Exit(
    1,
    `${title} service ${name} is not finished: it is being created, or that was broken off; then run dokku ${plugin}:create ${name} again`,
  );
}

/** The same for an app that may have a scheme of its own. Contract: `<PLUGIN>_DATABASE_SCHEME`, a variable of the app. */
export function forApp(kind: Kind, name: string, env: Io["env"], variables: ReadonlyMap<string, string>): Service {
  return serviceOf(kind, name, env, variables.get(`${variableOf(kind.plugin)}_DATABASE_SCHEME`) || kind.scheme);
}

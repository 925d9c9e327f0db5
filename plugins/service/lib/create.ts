import { dirname, join } from "node:path";
import { detail, Exit, type Io, trigger, trouble } from "hokku";
import { lockFolder } from "hokku/exclusive";
import { type Holder, heldBy, takeLock } from "hokku/lock";
import { properties } from "hokku/properties";
import { checkGiven, imageOf, writeConfig } from "./config.ts";
import { createContainer } from "./create-container.ts";
import { dropFolder } from "./drop-folder.ts";
import { mustDocker, removeContainer } from "./engine.ts";
import type { Given } from "./flags.ts";
import { pulled } from "./image.ts";
import type { Kind } from "./service.ts";
import { isName, rootOf, type Service, serviceOf, settled, UNFINISHED, write } from "./state.ts";

const { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, writeFileSync } =
  process.getBuiltinModule("node:fs");

/** The longest name of a host, which the container's is. */
const LONGEST = 63;

/**
 * Makes a service. Until it is whole a file in its folder says so: what a creation leaves that was killed is cleared away by the next. One that
 * fails leaves nothing.
 */
export async function create(io: Io, kind: Kind, name: string, given: Given): Promise<Service> {
  const root = join(rootOf(kind.plugin, io.env), name);
  checkName(kind, name);
  checkGiven(given);
  const lock = takeLock(lockOf(io, kind, name), `${kind.plugin}:create ${name}`);
  if ("holder" in lock) throw underWay(kind, name, lock.holder);
  try {
    if (existsSync(root) && !existsSync(join(root, UNFINISHED)))
      throw new Exit(1, `${kind.title} service ${name} already exists`);
    const { image, imageVersion } = imageOf(kind, given, io.env);
    await pulled(io, kind, `${image}:${imageVersion}`, `${kind.title} service creation failed`);
    await trigger(io, "service-action", "pre-create", kind.plugin, name);
    if (existsSync(root)) await clear(io, kind, name);
    return await make(io, kind, name, given);
  } finally {
    lock.release();
  }
}

/** Refuses what cannot be done to a service that is being created at this moment. */
export function refuseUnderWay(io: Io, kind: Kind, name: string): void {
  const holder = heldBy(lockOf(io, kind, name));
  if (holder) throw underWay(kind, name, holder);
}

const lockOf = ({ env }: Io, { plugin }: Kind, name: string): string => join(lockFolder(env), `${plugin}.${name}.create`);

const underWay = ({ title }: Kind, name: string, { pid }: Holder): Exit =>
  new Exit(1, `${title} service ${name} is being created by another command, process ${pid}`);

function checkName({ plugin }: Kind, name: string): void {
  if (!isName(name)) throw new Exit(1, "Please specify a valid name for the service. Valid characters are: [A-Za-z0-9_-]+");
  const room = LONGEST - `dokku.${plugin}.`.length;
  if (name.length > room)
    throw new Exit(
      1,
      `Please specify a valid name for the service: ${name.length} characters are more than the ${room} a host's name has room for`,
    );
}

async function make(io: Io, kind: Kind, name: string, given: Given): Promise<Service> {
  try {
    const service = lay(io, kind, name, given);
    await trigger(io, "service-action", "post-create", kind.plugin, name);
    const written = [...new Set(Object.keys(kind.files?.(service) ?? {}).map((file) => dirname(file)))];
    await Promise.all([settled(service.root, written), createContainer(io, kind, service)]);
    await prepare(io, kind, service);
    rmSync(join(service.root, UNFINISHED));
    await trigger(io, "service-action", "post-create-complete", kind.plugin, name);
    return service;
  } catch (error) {
    if (existsSync(join(rootOf(kind.plugin, io.env), name, UNFINISHED))) await clear(io, kind, name).catch(() => {});
    const why = error instanceof Exit && error.message ? `${error.message}\n` : "";
    throw new Exit(error instanceof Exit ? error.code : 1, `${why || `${error}\n`}${kind.title} service creation failed`);
  }
}

/** Puts the service's files in place, all at once, with the mark that it is not finished. */
function lay(io: Io, kind: Kind, name: string, given: Given): Service {
  const all = rootOf(kind.plugin, io.env);
  const draft = join(all, `.${name}.${process.pid}`);
  mkdirSync(all, { recursive: true });
  for (const left of readdirSync(all)) if (left.startsWith(`.${name}.`)) rmSync(join(all, left), { recursive: true });
  mkdirSync(draft);
  writeFileSync(join(draft, UNFINISHED), "");
  const folders = Object.keys(kind.mounts(serviceOf(kind, name, io.env)));
  for (const folder of new Set(["data", ...folders])) mkdirSync(join(draft, folder));
  writeFileSync(join(draft, "LINKS"), "");
  writePasswords(kind, draft, given);
  writeConfig(kind, name, draft, given, io.env);
  write(draft, "DATABASE_NAME", name.replace(/[.-]/g, "_"));
  renameSync(draft, join(all, name));
  const service = serviceOf(kind, name, io.env);
  for (const [file, text] of Object.entries(kind.files?.(service) ?? {})) {
    mkdirSync(dirname(join(service.root, file)), { recursive: true });
    writeFileSync(join(service.root, file), text);
  }
  return service;
}

function writePasswords(kind: Kind, root: string, given: Given): void {
  const made = () => randomWord(kind.passwordBytes ?? 16);
  if (given.password) trouble("Specified password may not be as secure as the auto-generated password");
  write(root, "PASSWORD", given.password ?? made(), 0o640);
  if (!kind.rootPassword) return;
  if (given["root-password"]) trouble("Specified root password may not be as secure as the auto-generated root password");
  write(root, "ROOTPASSWORD", given["root-password"] ?? made(), 0o640);
}

/** So many random bytes in hexadecimal, from where Node's crypto has them, too, which takes 7 ms to load. */
function randomWord(bytes: number): string {
  const word = Buffer.alloc(bytes);
  const file = openSync("/dev/urandom", "r");
  try {
    if (readSync(file, word) !== bytes) throw new Exit(1, `/dev/urandom has no ${bytes} bytes`);
  } finally {
    closeSync(file);
  }
  return word.toString("hex");
}

async function prepare(io: Io, kind: Kind, service: Service): Promise<void> {
  const env = kind.secrets?.(service) ?? {};
  const talk: Io = { ...io, stdin: Buffer.alloc(0), stdout: () => {} };
  const words = kind.prepare?.(service) ?? [];
  if (words.length) detail(io, "Preparing the service");
  for (const program of words) {
    const keys = Object.keys(env).flatMap((key) => ["--env", key]);
    await mustDocker(talk, ["container", "exec", ...keys, service.container, ...program], `${program[0]} failed`, { env });
  }
}

/** Takes away what is there of a service that was not finished. */
async function clear(io: Io, kind: Kind, name: string): Promise<void> {
  const service = serviceOf(kind, name, io.env);
  for (const its of [`${service.container}.ambassador`, service.container]) await removeContainer(io, its);
  await dropFolder(io, service);
  properties(kind.plugin, io.env).destroy(name);
}

import { dirname, join, normalize } from "node:path";
import { Exit, type Io } from "hokku";

const { existsSync, lstatSync, realpathSync } = process.getBuiltinModule("node:fs");

/** A docker volume's name, as docker tells it from a path. */
export const isVolume = (text: string): boolean => /^[A-Za-z0-9][\w.-]+$/.test(text);

/** Refuses what cannot be mounted: anything but a docker volume's name or a plain path that leads where it says. */
export function hostPath(path: string, env: Io["env"]): string {
  if (isVolume(path)) return path;
  plain("Host path", path);
  staysInside(path, env);
  return path;
}

/** Refuses what is no place in a container. */
export function containerPath(path: string): string {
  plain("Container path", path);
  if (normalize(path) === "/") throw new Exit(1, "Container path / would hide the whole image; mount at a folder of it");
  return path;
}

/** A path below an entry. */
export function subpath(path: string): string {
  if (/^[\w@+=-][\w@+=. -]*(\/[\w@+=-][\w@+=. -]*)*$/.test(path) && !path.split("/").includes("..")) return path;
  throw new Exit(1, `${JSON.stringify(path)} is no path below the entry: use names divided by slashes, none of them ".."`);
}

/** Absolute, with no part that leads back, and without the characters that divide a mount's parts. */
function plain(what: string, path: string): void {
  const asked = `${what} ${JSON.stringify(path)}`;
  if (!path.startsWith("/")) throw new Exit(1, `${asked} is relative: Storage path must be two valid paths divided by colon.`);
  if (/\p{Cc}|:/u.test(path)) throw new Exit(1, `${asked} has a colon or a control character in it, which no mount can have`);
  if (path.split("/").some((part) => part === ".." || part === "."))
    throw new Exit(1, `${asked} has ".." or "." in it; write where it leads`);
}

/**
 * A path below the storage folder must not leave it by a link: an app can put links into what it has mounted, and docker
 * would follow them as root. Elsewhere on the host the operator decides.
 */
function staysInside(path: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): void {
  const root = join(DOKKU_LIB_ROOT, "data", "storage");
  const wanted = normalize(path).replace(/\/$/, "");
  if (!`${wanted}/`.startsWith(`${root}/`) || !existsSync(root)) return;
  let found = wanted;
  while (found !== root && !lstatSync(found, { throwIfNoEntry: false })) found = dirname(found);
  const real = resolved(found);
  if (real !== `${realpathSync(root)}${found.slice(root.length)}`)
    throw new Exit(1, `Host path ${path} leads out of ${root} by a link; remove the link, or mount where it leads`);
}

function resolved(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

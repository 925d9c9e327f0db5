import { join } from "node:path";
import { detail, Exit, type Io } from "hokku";
import { mustRun, output } from "hokku/run";

const KNOWN: Readonly<Record<string, number>> = { herokuish: 32767, heroku: 1000, paketo: 2000, packeto: 2000, root: 0 };

/** First uid of docker's user namespace, where the daemon has one. */
const NAMESPACE = 165536;

/** The uid a directory's owner has on this host; undefined where `false` says to leave it. */
export async function ownerId(io: Io, who: string): Promise<number | undefined> {
  if (who === "false") return undefined;
  const id = Object.hasOwn(KNOWN, who) ? KNOWN[who] : /^\d{1,5}$/.test(who) ? Number(who) : undefined;
  if (id === undefined || id > 65535)
    throw new Exit(
      1,
      `Unsupported chown permissions ${JSON.stringify(who)}: use herokuish, heroku, paketo, root, false or a uid up to 65535`,
    );
  const options = await output(io, io.env.DOCKER_BIN ?? "docker", ["info", "-f", "{{json .SecurityOptions}}"]);
  return options.includes('"name=userns"') ? id + NAMESPACE : id;
}

/** Gives a folder of the storage root, and all in it, to an owner; says so first. */
export async function changeOwner(io: Io, folder: string, who: string): Promise<void> {
  const id = await ownerId(io, who);
  if (id === undefined) return;
  detail(io, `Setting directory ownership to ${id}:${id}`);
  await asRoot(io, ["chown", folder, String(id)]);
}

/** Sets the permissions of a folder of the storage root. `0755` as a string. */
export async function changeMode(io: Io, folder: string, mode: string): Promise<void> {
  detail(io, `Setting directory mode to ${mode}`);
  await asRoot(io, ["chmod", folder, mode]);
}

/** Removes a folder of the storage root, whoever owns what is in it. */
export const removeFolder = (io: Io, folder: string): Promise<void> => asRoot(io, ["destroy", folder]);

/** `0755` for `755`. */
export function directoryMode(mode: string): string {
  if (/^[0-7]{3,4}$/.test(mode)) return mode.padStart(4, "0");
  throw new Exit(1, `Unsupported directory mode ${JSON.stringify(mode)}: use 3 or 4 octal digits, as in 0755`);
}

/** What needs root: programs that change a folder of the storage root, by the names they have in Dokku. */
const helper = (action: string): string => join(import.meta.dirname, `../bin/${action}-storage-dir`);
export const HELPERS = ["chown", "chmod", "destroy"].map(helper);

function asRoot(io: Io, [action = "", folder = "", ...rest]: readonly string[]): Promise<void> {
  const failure = `${action} of storage folder ${folder} failed; is sudo set up? run as root: dokku plugin:install`;
  const words = [helper(action), folder, ...rest];
  const [program = "", ...args] = process.getuid?.() === 0 ? words : ["sudo", "-n", ...words];
  return mustRun(io, program, args, failure, { input: "" });
}

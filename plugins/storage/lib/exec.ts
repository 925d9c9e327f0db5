import { Exit, type Io } from "hokku";
import { run } from "hokku/run";
import { isFolder } from "./directory.ts";
import { type Entry, existingEntry, LOCAL } from "./entry.ts";
import { ownerId } from "./owner.ts";
import { hostPath, isVolume } from "./paths.ts";

/** What `scheduler-storage-exec` passes behind the image. */
export interface Wanted {
  readonly interactive: boolean;
  readonly tty: boolean;
  readonly user: string;
  readonly command: readonly string[];
}

/** Takes the words of the trigger apart: `--interactive=true --tty=false --as-user 1000 -- ls`. */
export function wantedOf(words: readonly string[]): Wanted {
  const end = words.indexOf("--");
  const flags = end < 0 ? words : words.slice(0, end);
  const user = flags.includes("--as-user") ? (flags[flags.indexOf("--as-user") + 1] ?? "") : "";
  if (user && !/^\d{1,6}$/.test(user)) throw new Exit(1, `--as-user takes a uid, not ${JSON.stringify(user)}`);
  const has = (flag: string) => flags.includes(`--${flag}=true`) || flags.includes(`--${flag}`);
  return { interactive: has("interactive"), tty: has("tty"), user, command: end < 0 ? [] : words.slice(end + 1) };
}

/** The words of `docker` that run the command with the entry at /data. */
export function execWords({ host_path: host = "" }: Entry, image: string, uid: string, wanted: Wanted): string[] {
  const command = wanted.command.length ? wanted.command : ["sh", "-c", "command -v bash >/dev/null && exec bash || exec sh"];
  const mode = wanted.tty ? ["-it"] : wanted.interactive ? ["-i"] : [];
  const user = uid ? ["--user", `${uid}:${uid}`] : [];
  return ["container", "run", "--rm", ...mode, ...user, "-v", `${host}:/data`, image, ...command];
}

/** Runs a command beside an entry and answers its exit code. */
export async function execBeside(io: Io, name: string, image: string, words: readonly string[]): Promise<number> {
  const entry = existingEntry(name, io.env);
  const { host_path: host = "", chown = "", scheduler } = entry;
  if (scheduler !== LOCAL) throw new Exit(1, `storage entry ${name} belongs to the scheduler ${scheduler}, not to ${LOCAL}`);
  if (!/^[\w][\w./:@-]*$/.test(image)) throw new Exit(1, `${JSON.stringify(image)} is no name of an image`);
  hostPath(host, io.env);
  if (!isVolume(host) && !isFolder(host))
    throw new Exit(1, `${host} does not exist; make it again: dokku storage:create ${name}`);
  const wanted = wantedOf(words);
  const uid = wanted.user || (chown ? ((await ownerId(io, chown))?.toString() ?? "") : "");
  return run(io, io.env.DOCKER_BIN ?? "docker", execWords(entry, image, uid, wanted));
}

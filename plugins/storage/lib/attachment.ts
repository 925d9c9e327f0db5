import { Exit, type Io } from "hokku";
import { apps } from "hokku/apps";
import { exclusively } from "hokku/exclusive";
import { properties } from "hokku/properties";
import { type Entry, existingEntry } from "./entry.ts";

/** How an app uses an entry. Contract: Dokku 0.38, one JSON object a line in the property list `storage/<app>/mounts`. */
export interface Attachment {
  readonly entry_name: string;
  readonly container_path: string;
  readonly phases: readonly string[];
  readonly process_type?: string;
  readonly subpath?: string;
  readonly readonly?: boolean;
  readonly volume_options?: string;
  readonly volume_chown?: string;
}

/** An attachment and what it attaches. */
export interface Mounted {
  readonly entry: Entry;
  readonly attachment: Attachment;
}

/** Stands for every process type. */
export const EVERY = "_default_";

export const PHASES = ["deploy", "run"] as const;

/** Everything an app has attached, in the order it came. */
export function attachments(env: Io["env"], app: string): Attachment[] {
  return properties("storage", env)
    .list(app, "mounts")
    .map((line) => {
      try {
        const attachment: Attachment = JSON.parse(line);
        return attachment;
      } catch {
        throw new Exit(1, `${app} has a mount that is not JSON: ${line}; see config/storage/${app}/mounts in the library folder`);
      }
    });
}

/** What is mounted in a phase, by entry and path. A missing entry is refused: the app would run on an empty folder. */
export function mounted(env: Io["env"], app: string, phase: string, among = attachments(env, app)): Mounted[] {
  const inPhase = among.filter(({ phases }) => phases.includes(phase || "deploy"));
  const key = ({ entry_name, container_path }: Attachment) => `${entry_name}\0${container_path}`;
  return inPhase
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((attachment) => ({ attachment, entry: existingEntry(attachment.entry_name, env) }));
}

/** Attaches, or changes what is attached at the same place for the same process type; answers whether it is new. */
export function attach(io: Io, app: string, wanted: Attachment): Promise<boolean> {
  return edit(io, app, (all) => {
    const at = all.findIndex((other) => isSame(other, wanted));
    return { all: at < 0 ? [...all, wanted] : all.with(at, wanted), answer: at < 0 };
  });
}

/** Takes away what is attached; answers it. With several and no container path it refuses to choose. */
export function detach(io: Io, app: string, entry: string, path?: string): Promise<Attachment[]> {
  return edit(io, app, (all) => {
    const gone = all.filter((one) => one.entry_name === entry && (!path || one.container_path === path));
    const paths = new Set(gone.map(({ container_path }) => container_path));
    if (paths.size > 1)
      throw new Exit(1, `${entry} is mounted at ${[...paths].sort().join(", ")} of ${app}; say which with --container-dir`);
    return { all: all.filter((one) => !gone.includes(one)), answer: gone };
  });
}

/** Apps that use an entry. */
export const usersOf = (env: Io["env"], entry: string): string[] =>
  apps(env).filter((app) => attachments(env, app).some(({ entry_name }) => entry_name === entry));

function edit<T>(io: Io, app: string, change: (all: Attachment[]) => { all: Attachment[]; answer: T }): Promise<T> {
  return exclusively(io, "storage", app, () => {
    const { all, answer } = change(attachments(io.env, app));
    properties("storage", io.env).setList(
      app,
      "mounts",
      all.map((one) => JSON.stringify(one)),
    );
    return answer;
  });
}

const isSame = (a: Attachment, b: Attachment): boolean =>
  a.entry_name === b.entry_name &&
  a.container_path === b.container_path &&
  (a.process_type || EVERY) === (b.process_type || EVERY);

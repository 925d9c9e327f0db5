import { detail, Exit, type Io } from "hokku";
import { defaultPath, type Entry } from "./entry.ts";
import { changeMode, changeOwner } from "./owner.ts";
import { hostPath, isVolume } from "./paths.ts";

const { mkdirSync, statSync } = process.getBuiltinModule("node:fs");

/** Makes an entry's folder where it is missing, and gives it the mode and owner of the entry, every time. */
export async function ensureFolder(io: Io, { name, host_path: path = "", mode, chown }: Entry): Promise<void> {
  if (isVolume(path)) return;
  hostPath(path, io.env);
  if (!isFolder(path)) {
    makeFolder(path);
    detail(io, `Created ${path}`);
  }
  if (path !== defaultPath(name, io.env)) return;
  if (mode) await changeMode(io, name, mode);
  if (chown) await changeOwner(io, name, chown);
}

/** Whether there is a folder; refused where there is something else. */
export function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new Exit(1, `${path} exists but is not a directory; move it away`);
  return found !== undefined;
}

export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new Exit(1, `${path} cannot be made: ${error instanceof Error ? error.message : error}; make it as root`);
  }
}

import { basename, dirname } from "node:path";
import { Exit } from "hokku";

const { statfsSync } = process.getBuiltinModule("node:fs");

/** Turns what stopped a deploy into one refusal that says which hook or what trouble it was. */
export function explained(error: unknown): Exit {
  if (error instanceof Exit && /No space left on device|Disk quota exceeded/.test(error.message))
    return new Exit(error.code || 1, `${error.message}\n${FULL}`);
  if (error instanceof Exit) return error.message ? error : new Exit(error.code, hookOf(error));
  const { message = String(error), code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === "ENOSPC" || code === "EDQUOT") return new Exit(1, `${message}\n${FULL}`);
  if (error instanceof Error && !code) throw error;
  return new Exit(1, message);
}

/** Whether nothing more fits on the disk of a folder; not every program says that this is why it failed. */
export function isFull(folder: string): boolean {
  const { bavail, ffree, files } = statfsSync(folder);
  return bavail === 0 || (files > 0 && ffree === 0);
}

export const FULL = "The disk is full: make room, then push again; what takes it: df -h, docker system df, dokku cleanup";

/** The core writes on its refusals which executable ended with that code. */
function hookOf(error: Exit & { origin?: unknown }): string {
  if (typeof error.origin !== "string") return "";
  const plugin = basename(dirname(error.origin));
  return `The hook ${basename(error.origin)} of the plugin ${plugin} failed with exit code ${error.code}; the deploy is stopped`;
}

import { join } from "node:path";
import { Exit, type Io } from "../../../core/execute.ts";
import { moveFolder, readText, replaceFile } from "./files.ts";

const { cpSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/**
 * A plugin's settings. Contract: Dokku's property store, one file per key at
 * `$DOKKU_LIB_ROOT/config/<plugin>/<app or --global>/<key>`, the value as it is; a list is one item a line.
 */
export function properties(plugin: string, env: Env) {
  const root = join(env.DOKKU_LIB_ROOT ?? "", "config", plugin);
  const path = (scope: string, key: string) => join(root, scope, key);
  return {
    /** The value, or "" where it is not set. */
    get: (scope: string, key: string): string => (readText(path(scope, key)) ?? "").replace(/\n$/, ""),
    /** The app's value, else the global one, else the fallback. */
    computed(app: string, key: string, fallback = ""): string {
      return this.get(app, key) || this.get("--global", key) || fallback;
    },
    /** Sets a value; an empty one removes the key. */
    set(scope: string, key: string, value: string): void {
      if (value === "") rmSync(path(scope, key), { force: true });
      else if (readText(path(scope, key)) !== value) replaceFile(path(scope, key), value, 0o600);
    },
    /** Items of a list, none where it is not set. */
    list: (scope: string, key: string): string[] => (readText(path(scope, key)) ?? "").split("\n").filter(Boolean),
    setList(scope: string, key: string, items: readonly string[]): void {
      this.set(scope, key, items.map((item) => `${item}\n`).join(""));
    },
    /** All keys set in a scope. */
    keys(scope: string): string[] {
      try {
        return readdirSync(join(root, scope))
          .filter((name) => !name.startsWith("."))
          .sort();
      } catch {
        return [];
      }
    },
    /** Forgets everything about an app. */
    destroy(app: string): void {
      if (isFolder(app)) rmSync(join(root, app), { recursive: true, force: true });
    },
    clone(from: string, to: string): void {
      if (this.keys(from).length) cpSync(join(root, from), join(root, to), { recursive: true });
    },
    rename(from: string, to: string): void {
      if (this.keys(from).length) moveFolder(join(root, from), join(root, to));
    },
  };
}

/** Whether a word is one folder's name and no way to another: a hook may be fired by anybody, with any words. */
export const isFolder = (word: string): boolean => /^[^./][^/]*$/.test(word);

/** Refuses a property that a `:set` command does not know, naming those it does. */
export function knownProperty(key: string, known: readonly string[]): string {
  if (!known.includes(key))
    throw new Exit(1, `Invalid property specified, valid properties include: ${known.join(", ")}; not ${JSON.stringify(key)}`);
  return key;
}

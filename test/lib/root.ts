import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Test } from "tap";
import { PATIENCE } from "./patience.ts";

export const checkout = join(import.meta.dirname, "../..");

/** What a program printed and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A throw-away Hokku root for one test: files can be put into it, and the real `dokku` run against it. */
export interface Root {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file below the root; one that begins with `#!` is made executable. Answers its path. */
  readonly put: (file: string, text: string) => string;
  readonly dokku: (words: readonly string[], options?: { input?: string | Buffer; env?: Record<string, string> }) => Ran;
}

/** Makes the root, with our plugins or with none, and removes it when the test ends. */
export function root(t: Test, { plugins = true }: { plugins?: boolean } = {}): Root {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "hokku-test-")));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  for (const folder of [
    "home",
    "lib/plugins/available",
    "lib/plugins/enabled",
    "lib/core-plugins",
    "lib/config",
    "lib/data",
    "logs",
  ])
    mkdirSync(join(path, folder), { recursive: true });
  if (plugins)
    for (const tree of ["available", "enabled"]) symlinkSync(join(checkout, "plugins"), join(path, "lib/core-plugins", tree));
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: join(path, "home"),
    USER: "tester",
    DOKKU_DEFAULTS: join(path, "defaults"),
    DOKKU_ROOT: join(path, "home"),
    DOKKU_LIB_ROOT: join(path, "lib"),
    DOKKU_LOGS_DIR: join(path, "logs"),
    ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
  };
  const put = (file: string, text: string) => {
    const target = join(path, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    if (text.startsWith("#!")) chmodSync(target, 0o755);
    return target;
  };
  return {
    path,
    env,
    put,
    dokku: (words, options) => ran(join(checkout, "core/dokku"), words, { ...options, env: { ...env, ...options?.env } }),
  };
}

/** Runs a program to its end. */
export function ran(
  file: string,
  words: readonly string[],
  options: { input?: string | Buffer; env: Record<string, string>; cwd?: string },
): Ran {
  const spawned: SpawnSyncOptionsWithStringEncoding = {
    encoding: "utf8",
    timeout: PATIENCE,
    maxBuffer: 64 * 1024 * 1024,
    input: "",
    ...options,
  };
  const { status, stdout, stderr } = spawnSync(file, words, spawned);
  return { code: status ?? -1, out: stdout, err: stderr };
}

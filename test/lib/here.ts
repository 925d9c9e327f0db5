import { join } from "node:path";
import type { Test } from "tap";
import type { Io } from "../../core/execute.ts";
import { contents } from "../../core/trigger.ts";
import { type RootOptions, type TestRoot, testRoot } from "../../plugins/common/lib/testing.ts";

/** A throw-away root for functions that are called in the test's own process. */
export interface Here extends TestRoot {
  /** What our functions are given; it keeps what is printed. */
  readonly io: Io;
  /** All that was printed to it so far, of which the next answer has nothing any more. */
  readonly said: () => string;
  /** Adds a hook in bash, of a plugin `probe`. */
  readonly answers: (trigger: string, bash: string) => void;
}

/** Makes the root, without plugins of ours unless some are named; `more` is added to the environment. */
export function here(t: Test, options: RootOptions = {}, more: Readonly<Record<string, string>> = {}): Here {
  const root = testRoot(t, { plugins: false, ...options });
  const printed: string[] = [];
  const env = {
    ...root.env,
    PLUGIN_PATH: join(root.path, "lib/plugins"),
    PLUGIN_ENABLED_PATH: join(root.path, "lib/plugins/enabled"),
    PLUGIN_CORE_ENABLED_PATH: join(root.path, "lib/core-plugins/enabled"),
    PLUGIN_CORE_AVAILABLE_PATH: join(root.path, "lib/core-plugins/available"),
    ...more,
  };
  contents.clear();
  const answers = (trigger: string, bash: string) => {
    root.put("lib/plugins/enabled/probe/plugin.toml", "[plugin]\n");
    root.put(`lib/plugins/enabled/probe/${trigger}`, `#!/usr/bin/env bash\n${bash}\n`);
    contents.clear();
  };
  const io: Io = { env, cwd: root.path, stdin: Buffer.alloc(0), stdout: (chunk) => void printed.push(String(chunk)) };
  return { ...root, io, said: () => printed.splice(0).join(""), answers };
}

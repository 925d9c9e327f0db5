import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Test } from "tap";
import { checkout, type Root, root } from "./root.ts";

/** A throw-away root with only the named plugins of ours, so that a test stands and falls with them alone. */
export function somePlugins(t: Test, ...names: string[]): Root {
  const made = root(t, { plugins: false });
  for (const tree of ["available", "enabled"]) {
    made.put(`lib/core-plugins/${tree}/.keep`, "");
    for (const name of names) symlinkSync(join(checkout, "plugins", name), join(made.path, "lib/core-plugins", tree, name));
  }
  return made;
}
